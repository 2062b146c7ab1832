import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourcePartition } from '../../../lib/connect/offset.ts';
import { decodeOffset } from '../../../lib/storage/offset-json.ts';
import { partitionKey } from '../../../lib/storage/partition-key.ts';
import { normal, offsets } from './offsets.ts';

const shuffled = offsets.chain((partition) =>
  fc.tuple(
    fc.constant(partition),
    fc.shuffledSubarray(Object.entries(partition), { minLength: Object.keys(partition).length }),
  ),
);

describe('the key of a partition', () => {
  it('does not depend on the order of the partition’s keys', () => {
    fc.assert(
      fc.property(shuffled, ([partition, entries]) => {
        expect(partitionKey(Object.fromEntries(entries))).toBe(partitionKey(partition));
      }),
    );
  });

  it('says which partition it is', () => {
    fc.assert(
      fc.property(offsets, (partition) => {
        const key = partitionKey(partition);
        expect(partitionKey(decodeOffset(key))).toBe(key);
      }),
    );
  });

  it('tells partitions apart', () => {
    fc.assert(
      fc.property(offsets, offsets, (a, b) => {
        const same = JSON.stringify(readable(a)) === JSON.stringify(readable(b));
        expect(partitionKey(a) === partitionKey(b)).toBe(same);
      }),
    );
  });

  it('is the same for an integer of either type', () => {
    expect(partitionKey({ n: 5n })).toBe(partitionKey({ n: 5 }));
    expect(partitionKey({ n: 2n ** 60n })).toBe('{"n":1152921504606846976}');
    expect(partitionKey({ n: 2 ** 60 })).toBe('{"n":1152921504606846976}');
  });
});

/** Sorted entries, with type and digits of each value. */
const readable = (partition: SourcePartition): unknown =>
  Object.entries(partition)
    .map(([key, value]) => [key, typeof normal(value), String(normal(value))])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
