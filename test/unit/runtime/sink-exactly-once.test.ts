import { describe, expect, it, vi } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { TopicPartition } from '../../../lib/connect/offset.ts';
import { mapSinkTask, transactionalMap } from '../../contract/tasks/transactional-map-sink.ts';
import { deploy } from './fixtures.ts';
import { valuesIn } from './memory-kafka.ts';
import { record, records, setUp, sleepingClock } from './sink-world.ts';

const EXACTLY_ONCE = { topics: 't', 'delivery.guarantee': 'exactly_once' };
const KEY = 'c t-0';

const given = async (config: Readonly<Record<string, string>> = {}) => {
  const world = setUp({ clock: sleepingClock() }, 60_000);
  await deploy(world.storage, 'c', { ...EXACTLY_ONCE, ...config });
  const target = transactionalMap();
  return { ...world, target, plugin: mapSinkTask(() => target) };
};

const values = (from: number, to: number) => records(from, to).map(({ offset }) => `v${offset}`);

describe('a sink that keeps offsets with its data, under exactly-once', () => {
  it('is given only what its target does not hold', async () => {
    const { deliver, plugin, target } = await given();
    target.offsets.set(KEY, 3);
    expect(await deliver(plugin, records(0, 5))).toEqual([]);
    expect(target.rows).toEqual(values(3, 5));
    expect(await deliver(plugin, records(0, 5))).toEqual([]);
    expect(target.rows).toEqual(values(3, 5));
  });

  it('is asked once for batches that follow one another, and again when somebody else had one in between', async () => {
    const { storage, deliver, sink } = await given();
    const committedOffsets = vi.fn(async (partitions: readonly TopicPartition[]) =>
      partitions.map((one) => ({ ...one, offset: 0 })),
    );
    const plugin = sink({ committedOffsets });
    await deliver(plugin, records(0, 3));
    await deliver(plugin, records(3, 6));
    expect(committedOffsets).toHaveBeenCalledTimes(1);
    await deliver(plugin, records(9, 12));
    expect(committedOffsets).toHaveBeenCalledTimes(2);
    await deliver(plugin, records(0, 2, 1));
    expect(committedOffsets).toHaveBeenLastCalledWith([{ topic: 't', partition: 1 }]);
    await storage.configs.putRestart('c', 0, 1);
    await deliver(plugin, records(12, 13));
    expect(committedOffsets).toHaveBeenCalledTimes(4);
  });

  it('is refused as a zombie by the target, asked again, and given the rest', async () => {
    const { deliver, plugin, target } = await given();
    await deliver(plugin, records(0, 2));
    target.rows.push('v2', 'v3');
    target.offsets.set(KEY, 4);
    expect(await deliver(plugin, records(2, 6))).toEqual([]);
    expect(target.rows).toEqual(values(0, 6));
  });

  it('stores once a batch whose commit succeeded although it seemed to fail', async () => {
    const { deliver, target, plugin } = await given();
    const lost = {
      ...plugin,
      start: async (...args: Parameters<typeof plugin.start>) => {
        const task = await plugin.start(...args);
        let isFirst = true;
        const put: typeof task.put = async (batch) => {
          await task.put(batch);
          if (!isFirst) return;
          isFirst = false;
          throw new RetriableError('connection lost after the commit');
        };
        return { ...task, put };
      },
    };
    expect(await deliver(lost, records(0, 4))).toEqual([]);
    expect(target.rows).toEqual(values(0, 4));
  });

  it('stores the good records of a refused batch once, and what comes after bad ones', async () => {
    const { deliver, target, plugin, kafka } = await given({
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': 'dlq',
    });
    const silent = {
      ...plugin,
      // Without a reporter, so that it throws.
      start: (raw: Parameters<typeof plugin.start>[0], context: Parameters<typeof plugin.start>[1]) =>
        plugin.start(raw, { ...context, errantRecordReporter: null }),
    };
    const batch = [record(0), { ...record(1), value: null }, record(2), { ...record(3), value: null }];
    expect(await deliver(silent, batch)).toEqual([]);
    expect(target.rows).toEqual(['v0', 'v2']);
    expect(target.offsets.get(KEY)).toBe(3);
    expect(kafka.sent.map(({ value }) => value)).toEqual([null, null]);
    expect(await deliver(silent, records(4, 6))).toEqual([]);
    expect(target.rows).toEqual(['v0', 'v2', 'v4', 'v5']);
    expect(valuesIn(kafka, 'dlq')).toHaveLength(2);
  });

  it('does not make a dead letter again of what its target is past', async () => {
    const { deliver, plugin, target, kafka } = await given({
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': 'dlq',
    });
    target.offsets.set(KEY, 2);
    expect(await deliver(plugin, [record(0), record(1, 'poison'), record(2)])).toEqual([]);
    expect(target.rows).toEqual(['v2']);
    expect(kafka.sent).toEqual([]);
  });

  it('stores again what comes again, once its offsets were removed from the target', async () => {
    const { deliver, plugin, target } = await given();
    target.offsets.set(KEY, 2);
    await deliver(plugin, records(0, 4));
    target.offsets.clear();
    expect(await deliver(plugin, records(0, 2))).toEqual([]);
    expect(target.rows).toEqual([...values(2, 4), ...values(0, 2)]);
  });

  it('is asked for nothing under at-least-once', async () => {
    const { deliver, sink, storage } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const committedOffsets = vi.fn(async () => []);
    expect(await deliver(sink({ committedOffsets }), records(0, 2))).toEqual([]);
    expect(committedOffsets).not.toHaveBeenCalled();
  });
});
