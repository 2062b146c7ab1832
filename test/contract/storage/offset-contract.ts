import { beforeEach, describe, expect, it } from 'vitest';
import type { SourceOffset, SourcePartition } from '../../../lib/connect/offset.ts';
import { ConflictError } from '../../../lib/storage/config-backing-store.ts';
import { FencedError, type OffsetChange } from '../../../lib/storage/offset-backing-store.ts';
import { partitionKey } from '../../../lib/storage/partition-key.ts';
import type { Lease } from '../../../lib/storage/status-backing-store.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import { acquire } from './acquire.ts';
import { newConnector, oddNames } from './names.ts';

const partitions: readonly SourcePartition[] = [
  {},
  { table: 'a' },
  { table: 'A' },
  { table: 'ünïcödé 😀' },
  { 'odd "key"\n\u0000': 'odd "value"\\' },
  { shard: 1, sub: null, live: true },
  { shard: 9007199254740993n },
  { long: 'x'.repeat(3_000) },
  { long: `${'x'.repeat(3_000)}y` },
];

const numbered = (count: number, offset: SourceOffset | null = { position: 1 }): OffsetChange[] =>
  Array.from({ length: count }, (_, shard) => ({ partition: { shard }, offset }));

export const offsetContract = (storage: () => Storage): void => {
  const offsets = () => storage().offsets;
  const get = async (partition: SourcePartition) => (await offsets().get(connector, [partition]))[0];
  let connector: string;
  let lease: Lease;
  beforeEach(async () => {
    connector = newConnector();
    lease = await acquire(storage(), connector);
  });

  it('gives null for what was never written', async () => {
    expect(await offsets().get(connector, [{ a: 1 }, { b: 2 }])).toStrictEqual([null, null]);
    expect(await offsets().get(connector, [])).toStrictEqual([]);
    expect(await offsets().offsets(connector)).toStrictEqual([]);
  });

  it('gives offsets in the order asked, as often as asked', async () => {
    await offsets().put(lease, [
      { partition: { t: 'a' }, offset: { n: 1 } },
      { partition: { t: 'b' }, offset: { n: 2 } },
    ]);
    const asked = [{ t: 'b' }, { t: 'c' }, { t: 'a' }, { t: 'b' }];
    expect(await offsets().get(connector, asked)).toStrictEqual([{ n: 2 }, null, { n: 1 }, { n: 2 }]);
  });

  it('keeps partitions of all kinds apart, and lists them', async () => {
    const stored = partitions.map((partition, n) => ({ partition, offset: { n } }));
    await offsets().put(lease, stored);
    expect(await offsets().get(connector, partitions)).toStrictEqual(stored.map(({ offset }) => offset));
    const listed = await offsets().offsets(connector);
    expect(new Map(listed.map(({ partition, offset }) => [partitionKey(partition), offset]))).toStrictEqual(
      new Map(stored.map(({ partition, offset }) => [partitionKey(partition), offset])),
    );
    expect(listed).toContainEqual({ partition: { shard: 9007199254740993n }, offset: { n: 6 } });
  });

  it('finds a partition whatever the order of its keys', async () => {
    await offsets().put(lease, [{ partition: { a: 1, b: 'x' }, offset: { n: 1 } }]);
    await offsets().put(lease, [{ partition: { b: 'x', a: 1 }, offset: { n: 2 } }]);
    expect(await get({ a: 1, b: 'x' })).toStrictEqual({ n: 2 });
    expect(await offsets().offsets(connector)).toHaveLength(1);
  });

  it.each<SourceOffset>([
    { max: 9223372036854775807n, min: -9223372036854775808n, beyond: 9007199254740993n },
    { safe: Number.MAX_SAFE_INTEGER, negative: Number.MIN_SAFE_INTEGER, fraction: 0.1, tiny: 5e-324, huge: 1.7e308 },
    { text: 'ünïcödé 😀 \u0000', nothing: null, yes: true, no: false, '': '', '2': 2, '1': 1 },
    {},
  ])('keeps an offset exactly: %o', async (offset) => {
    await offsets().put(lease, [{ partition: { p: 1 }, offset }]);
    expect(await get({ p: 1 })).toStrictEqual(offset);
  });

  it('forgets a partition whose offset is null, if it is there or not', async () => {
    await offsets().put(lease, numbered(2));
    await offsets().put(lease, [
      { partition: { shard: 0 }, offset: null },
      { partition: { shard: 99 }, offset: null },
    ]);
    expect(await offsets().offsets(connector)).toStrictEqual([{ partition: { shard: 1 }, offset: { position: 1 } }]);
  });

  it('takes the last of several changes to a partition', async () => {
    await offsets().put(lease, [
      { partition: { a: 1 }, offset: { n: 1 } },
      { partition: { a: 1 }, offset: null },
      { partition: { a: 1 }, offset: { n: 3 } },
    ]);
    expect(await get({ a: 1 })).toStrictEqual({ n: 3 });
  });

  it.each([99, 100, 250])('writes %i partitions, and reads them back', async (count) => {
    await offsets().put(lease, numbered(count));
    const asked = numbered(count).map(({ partition }) => partition);
    expect(await offsets().get(connector, asked)).toStrictEqual(asked.map(() => ({ position: 1 })));
    expect(await offsets().offsets(connector)).toHaveLength(count);
  });

  it.each([1, 99, 250])('refuses %i changes of a run that was taken over, and writes none of them', async (count) => {
    await offsets().put(lease, numbered(1, { position: 0 }));
    const successor = await acquire(storage(), connector, { now: lease.expiresAt, expiresAt: lease.expiresAt + 1 });
    await expect(offsets().put(lease, numbered(count))).rejects.toBeInstanceOf(FencedError);
    expect(await offsets().offsets(connector)).toStrictEqual([{ partition: { shard: 0 }, offset: { position: 0 } }]);
    await offsets().put(successor, numbered(1));
    expect(await get({ shard: 0 })).toStrictEqual({ position: 1 });
  });

  it('refuses a lease that nobody ever gave out', async () => {
    await expect(offsets().put({ ...lease, task: 7 }, numbered(1))).rejects.toBeInstanceOf(FencedError);
    await expect(offsets().put({ ...lease, epoch: 2 }, numbered(1))).rejects.toBeInstanceOf(FencedError);
    expect(await offsets().offsets(connector)).toStrictEqual([]);
  });

  it('lets the newest run write although its lease has expired, been renewed or been released', async () => {
    await offsets().put(lease, numbered(1, { n: 1 }));
    await Promise.all([
      storage().statuses.renewLease(lease, lease.expiresAt + 1),
      ...Array.from({ length: 10 }, (_, shard) => offsets().put(lease, [{ partition: { shard }, offset: { n: 2 } }])),
    ]);
    await storage().statuses.releaseLease(lease);
    await offsets().put(lease, numbered(1, { n: 3 }));
    expect(await get({ shard: 0 })).toStrictEqual({ n: 3 });
  });

  it('writes nothing for no changes', async () => {
    await offsets().put(lease, []);
    await offsets().alter(connector, []);
    expect(await offsets().offsets(connector)).toStrictEqual([]);
  });

  it('alters offsets without a lease', async () => {
    const name = newConnector();
    await offsets().alter(name, numbered(150));
    await offsets().alter(name, [{ partition: { shard: 3 }, offset: null }]);
    expect(await offsets().offsets(name)).toHaveLength(149);
  });

  it('advances an offset from the one that was read, and from no other', async () => {
    const partition = { topic: 't' };
    const conflicts = async (from: SourceOffset | null) =>
      expect(offsets().advance(connector, partition, from, { n: 9 })).rejects.toBeInstanceOf(ConflictError);
    await conflicts({ n: 1 });
    await offsets().advance(connector, partition, null, { n: 1, m: 2n ** 62n });
    await conflicts(null);
    await conflicts({ n: 1 });
    await offsets().advance(connector, partition, { m: 2n ** 62n, n: 1 }, { n: 2 });
    expect(await get(partition)).toStrictEqual({ n: 2 });
  });

  it('lets one of many advances win', async () => {
    const advances = Array.from({ length: 20 }, (_, n) => offsets().advance(connector, { p: 0 }, null, { n }));
    const results = await Promise.allSettled(advances);
    const winner = results.findIndex(({ status }) => status === 'fulfilled');
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await get({ p: 0 })).toStrictEqual({ n: winner });
  });

  describe('of a transaction under way', () => {
    const first = { sequence: 1, offsets: [{ partition: { shard: 0 }, offset: { big: 2n ** 62n } }] };
    const second = { sequence: 2, offsets: [{ partition: { shard: 1 }, offset: { n: 2 } }] };
    const pending = { ...first, task: 0 };

    it('are kept aside, and taken over once committed', async () => {
      await offsets().replacePending(lease, { from: undefined, committed: false, to: first });
      expect(await offsets().offsets(connector)).toStrictEqual([]);
      expect(await offsets().pendingOffsets(connector)).toStrictEqual([pending]);
      await offsets().replacePending(lease, { from: pending, committed: true, to: second });
      expect(await offsets().offsets(connector)).toStrictEqual(first.offsets);
      expect(await offsets().pendingOffsets(connector)).toStrictEqual([{ ...second, task: 0 }]);
      await offsets().replacePending(lease, { from: { ...second, task: 0 }, committed: false, to: undefined });
      expect(await offsets().offsets(connector)).toStrictEqual(first.offsets);
      expect(await offsets().pendingOffsets(connector)).toStrictEqual([]);
    });

    it('are apart for each task', async () => {
      const other = await acquire(storage(), connector, { task: 10 });
      await offsets().replacePending(other, { from: undefined, committed: false, to: second });
      await offsets().replacePending(lease, { from: undefined, committed: false, to: first });
      expect(await offsets().pendingOffsets(connector)).toStrictEqual([pending, { ...second, task: 10 }]);
    });

    it.each([98, 99, 250])('may be %i', async (count) => {
      const many = { sequence: 1, offsets: numbered(count).map(({ partition }) => ({ partition, offset: { n: 1 } })) };
      await offsets().replacePending(lease, { from: undefined, committed: false, to: many });
      await offsets().replacePending(lease, { from: { ...many, task: 0 }, committed: true, to: undefined });
      expect(await offsets().offsets(connector)).toHaveLength(count);
    });

    it('are refused when the run was taken over, or when something else is pending', async () => {
      const refused = (replacing: Promise<void>) => expect(replacing).rejects.toBeInstanceOf(FencedError);
      await refused(offsets().replacePending(lease, { from: pending, committed: true, to: second }));
      await offsets().replacePending(lease, { from: undefined, committed: false, to: first });
      await refused(offsets().replacePending(lease, { from: undefined, committed: false, to: second }));
      await refused(offsets().replacePending(lease, { from: { ...second, task: 0 }, committed: true, to: undefined }));
      const successor = await acquire(storage(), connector, { now: lease.expiresAt, expiresAt: lease.expiresAt + 1 });
      await refused(offsets().replacePending(lease, { from: pending, committed: true, to: second }));
      expect(await offsets().offsets(connector)).toStrictEqual([]);
      expect(await offsets().pendingOffsets(connector)).toStrictEqual([pending]);
      await offsets().replacePending(successor, { from: pending, committed: true, to: undefined });
    });
  });

  it('keeps connectors apart', async () => {
    for (const [n, name] of oddNames.entries()) await offsets().alter(name, [{ partition: { a: 1 }, offset: { n } }]);
    for (const [n, name] of oddNames.entries()) {
      expect(await offsets().offsets(name)).toStrictEqual([{ partition: { a: 1 }, offset: { n } }]);
      await offsets().alter(name, [{ partition: { a: 1 }, offset: null }]);
    }
  });
};
