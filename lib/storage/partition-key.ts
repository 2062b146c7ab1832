import type { SourceOffset, SourcePartition } from '../connect/offset.ts';

/**
 * A source partition as one string, the same whatever the order of its keys: `{"db":"a","table":"t"}`. Integers are written
 * out in full.
 */
export const partitionKey = (partition: SourcePartition): string =>
  encodeOffset(Object.fromEntries(Object.entries(partition).sort(([a], [b]) => (a < b ? -1 : 1))));

/** JSON with `bigint`s as numbers. */
export const encodeOffset = (offset: SourceOffset | SourcePartition): string =>
  `{${Object.entries(offset)
    .map(([key, value]) => `${JSON.stringify(key)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`)
    .join(',')}}`;
