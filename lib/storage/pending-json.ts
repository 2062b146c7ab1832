import * as v from 'valibot';
import type { StoredOffset } from './offset-backing-store.ts';
import { decodeOffset, encodeOffset } from './offset-json.ts';

const pairs = v.array(v.tuple([v.string(), v.string()]));

/** How the stores write a set of pending offsets: as pairs of what they write for the partition and its offset. */
export const encodePending = (offsets: readonly StoredOffset[]): string =>
  JSON.stringify(offsets.map(({ partition, offset }) => [encodeOffset(partition), encodeOffset(offset)]));

/** Reads what {@link encodePending} wrote. */
export const decodePending = (text: string): readonly StoredOffset[] =>
  v
    .parse(pairs, JSON.parse(text))
    .map(([partition, offset]) => ({ partition: decodeOffset(partition), offset: decodeOffset(offset) }));
