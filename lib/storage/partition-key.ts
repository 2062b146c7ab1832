import type { SourcePartition } from '../connect/offset.ts';
import { encodeEntries } from './offset-json.ts';

/**
 * A source partition as one string, the same whatever the order of its keys: `{"db":"a","table":"t"}`. Integers are written
 * out in full, so `5` and `5n` are one partition.
 */
export const partitionKey = (partition: SourcePartition): string =>
  encodeEntries(Object.entries(partition).sort(([a], [b]) => (a < b ? -1 : 1)));
