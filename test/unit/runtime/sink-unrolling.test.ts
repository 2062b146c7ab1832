import { describe, expect, it } from 'vitest';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../lib/connect/sink-task.ts';
import { deploy } from './fixtures.ts';
import { valuesIn } from './memory-kafka.ts';
import { record, records, setUp, sleepingClock } from './sink-world.ts';

const TOLERANT = {
  topics: 't',
  'errors.tolerance': 'all',
  'errors.deadletterqueue.topic.name': 'dlq',
  'errors.deadletterqueue.topic.replication.factor': '1',
  'errors.deadletterqueue.context.headers.enable': 'true',
};

/** A target that stores a put whole or not at all, and refuses one with a value that begins with `bad`. */
const transactional = (onPut: (values: readonly string[]) => void = () => {}) => {
  const stored: string[] = [];
  let puts = 0;
  const task: Partial<SinkTask> = {
    put: async (batch: readonly SinkRecord[]) => {
      puts += 1;
      const values = batch.map(({ value }) => String(value));
      onPut(values);
      if (values.some((value) => value.startsWith('bad'))) throw new DataError('too long for the column');
      stored.push(...values);
    },
  };
  return { stored, task, puts: () => puts };
};

const headersOf = (headers: ReadonlyArray<{ readonly key: string; readonly value: Uint8Array | null }>) =>
  Object.fromEntries(headers.map(({ key, value }) => [key, Buffer.from(value ?? []).toString()]));

const withBad = (size: number, ...bad: readonly number[]) =>
  records(0, size).map((one) => (bad.includes(one.offset) ? record(one.offset, `bad${one.offset}`) : one));

const good = (size: number, ...bad: readonly number[]) =>
  withBad(size, ...bad)
    .filter(({ offset }) => !bad.includes(offset))
    .map(({ offset }) => `v${offset}`);

describe('a put refused for a bad record, where errors are tolerated,', () => {
  it('costs that record alone, of 10,000', async () => {
    const { storage, kafka, sink, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    const { task, stored, puts } = transactional();
    expect(await deliver(sink(task), withBad(10_000, 6_789))).toEqual([]);
    expect(stored).toEqual(good(10_000, 6_789));
    expect(valuesIn(kafka, 'dlq')).toEqual(['bad6789']);
    expect(headersOf(kafka.sent[0]?.headers ?? [])).toMatchObject({
      '__connect.errors.topic': 't',
      '__connect.errors.offset': '6789',
      '__connect.errors.stage': 'TASK_PUT',
      '__connect.errors.class.name': 'org.apache.kafka.connect.sink.SinkTask',
      '__connect.errors.exception.class.name': 'org.apache.kafka.connect.errors.DataException',
      '__connect.errors.exception.message': 'too long for the column',
    });
    expect(puts()).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(10_000)) + 1);
  });

  it('costs as many as are bad, first, last and neighbours, and keeps the order of the others', async () => {
    const bad = [0, 7, 8, 40, 63];
    const { storage, kafka, sink, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    const { task, stored } = transactional();
    expect(await deliver(sink(task), withBad(64, ...bad))).toEqual([]);
    expect(stored).toEqual(good(64, ...bad));
    expect(valuesIn(kafka, 'dlq')).toEqual(bad.map((offset) => `bad${offset}`));
  });

  it('keeps tombstones in their places, and as dead letters without a value', async () => {
    const { storage, kafka, sink, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    const stored: unknown[] = [];
    const put: SinkTask['put'] = async (batch) => {
      if (batch.some(({ value, kafkaOffset }) => value === null && kafkaOffset === 2)) throw new DataError('no key');
      stored.push(...batch.map(({ value }) => value));
    };
    const tombstone = (offset: number) => ({ ...record(offset), key: Buffer.from('k'), value: null });
    expect(await deliver(sink({ put }), [record(0), tombstone(1), tombstone(2), record(3)])).toEqual([]);
    expect(stored).toEqual(['v0', null, 'v3']);
    expect(kafka.sent).toMatchObject([{ key: Buffer.from('k'), value: null }]);
  });

  it('flushes every part, tells each how far it goes, and the whole at the end', async () => {
    const { storage, sink, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    const { task } = transactional();
    const ends: number[] = [];
    const flush: SinkTask['flush'] = async ([end]) => void ends.push(end?.offset ?? -1);
    await deliver(sink({ ...task, flush }), withBad(4, 2));
    expect(ends).toEqual([2, 4, 4]);
  });

  it('is unrolled also where the record is refused by flush', async () => {
    const { storage, kafka, sink, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    let held: string[] = [];
    const stored: string[] = [];
    const plugin = sink({
      put: async (batch) => void held.push(...batch.map(({ value }) => String(value))),
      flush: async () => {
        const taken = held;
        held = [];
        if (taken.includes('bad3')) throw new DataError('too long');
        stored.push(...taken);
      },
    });
    expect(await deliver(plugin, withBad(6, 3))).toEqual([]);
    expect(stored).toEqual(good(6, 3));
    expect(valuesIn(kafka, 'dlq')).toEqual(['bad3']);
  });

  it('counts a report of the task once, though the part it came from was put again', async () => {
    const { storage, kafka, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    const stored: string[] = [];
    const start = async (_raw: unknown, { errantRecordReporter }: SinkTaskContext) => ({
      put: async (batch: readonly SinkRecord[]) => {
        for (const one of batch)
          if (one.value === 'bad1') await errantRecordReporter?.report(one, new Error('reported'));
        if (batch.some(({ value }) => value === 'bad4')) throw new DataError('thrown');
        stored.push(...batch.map(({ value }) => String(value)).filter((value) => value !== 'bad1'));
      },
    });
    expect(await deliver({ kind: 'sink', start }, withBad(6, 1, 4))).toEqual([]);
    expect(stored).toEqual(good(6, 1, 4));
    expect(valuesIn(kafka, 'dlq')).toEqual(['bad1', 'bad4']);
  });

  it('does not count a report of a put that failed, when the record is stored by the next one', async () => {
    const { storage, kafka, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    let attempts = 0;
    const start = async (_raw: unknown, { errantRecordReporter }: SinkTaskContext) => ({
      put: async ([first]: readonly SinkRecord[]) => {
        attempts += 1;
        if (attempts > 1 || first === undefined) return;
        await errantRecordReporter?.report(first, new Error('no connection'));
        throw new RetriableError('no connection');
      },
    });
    expect(await deliver({ kind: 'sink', start }, records(0, 2))).toEqual([]);
    expect([attempts, kafka.sent]).toEqual([2, []]);
  });

  it('goes on for as long as the invocation has time, and then comes again from where it got', async () => {
    const clock = sleepingClock();
    const { storage, sink, deliver, kafka } = setUp({ clock }, 120_000);
    await deploy(storage, 'c', TOLERANT);
    const { task, stored } = transactional();
    const put: SinkTask['put'] = async (batch) => {
      await clock.sleep(11_000);
      await task.put?.(batch);
    };
    const all = withBad(8, 0, 2, 4, 6);
    const plugin = sink({ put });
    const [failure] = await deliver(plugin, all);
    expect(failure?.offset).toBeGreaterThan(4);
    expect(stored.length + valuesIn(kafka, 'dlq').length).toBe(failure?.offset);
    expect(await deliver(plugin, all.slice(failure?.offset))).toEqual([]);
    expect(stored).toEqual(good(8, 0, 2, 4, 6));
    expect(valuesIn(kafka, 'dlq')).toEqual(['bad0', 'bad2', 'bad4', 'bad6']);
  });

  it('comes again from the first record that could not be stored in time, and loses none', async () => {
    const { storage, kafka, sink, deliver, status } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    let isDown = false;
    const { task, stored } = transactional((values) => {
      if (stored.includes('v3')) isDown = true;
      if (isDown && !values.some((value) => value.startsWith('bad'))) throw new RetriableError('down');
    });
    expect(await deliver(sink(task), withBad(8, 1, 5))).toEqual([{ topic: 't', partition: 0, offset: 4 }]);
    expect(stored).toEqual(['v0', 'v2', 'v3']);
    expect(valuesIn(kafka, 'dlq')).toEqual(['bad1']);
    expect(await status()).toBeUndefined();
  });

  it('fails the task as before on any other error in a part', async () => {
    const { storage, sink, deliver, status } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    const { task } = transactional((values) => {
      if (values.length === 1) throw new ConnectError('no such table');
    });
    await expect(deliver(sink(task), withBad(4, 2))).rejects.toThrow('no such table');
    expect(await status()).toMatchObject({ state: 'FAILED' });
  });

  it('is not put a second time under at-most-once: all of its records are dead letters', async () => {
    const { storage, kafka, sink, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', { ...TOLERANT, 'delivery.guarantee': 'at_most_once' });
    const { task, stored, puts } = transactional();
    expect(await deliver(sink(task), withBad(3, 1))).toEqual([]);
    expect([puts(), stored]).toEqual([1, []]);
    expect(valuesIn(kafka, 'dlq')).toEqual(['v0', 'bad1', 'v2']);
  });

  it('fails the task where errors are not tolerated, after one put', async () => {
    const { storage, kafka, sink, deliver, status } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', { ...TOLERANT, 'errors.tolerance': 'none' });
    const { task, puts } = transactional();
    await expect(deliver(sink(task), withBad(4, 2))).rejects.toThrow('too long for the column');
    expect(puts()).toBe(1);
    expect(kafka.sent).toEqual([]);
    expect(await status()).toMatchObject({ state: 'FAILED' });
  });
});

describe('a dead letter', () => {
  it('goes out although its failure stops the task, as in Kafka Connect', async () => {
    const { storage, kafka, sink, deliver } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', { ...TOLERANT, 'errors.tolerance': 'none' });
    await expect(deliver(sink(), [record(0), record(1, 'poison')])).rejects.toThrow('Tolerance exceeded');
    expect(valuesIn(kafka, 'dlq')).toEqual(['poison']);
  });

  it('that cannot be written for now costs no second put, and its batch comes again', async () => {
    const { storage, kafka, sink, deliver, put, status } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    kafka.onSend = () => {
      throw new RetriableError('not enough replicas');
    };
    expect(await deliver(sink(), [record(0), record(1, 'poison')])).toEqual([{ topic: 't', partition: 0, offset: 0 }]);
    expect(put).toEqual(['v0']);
    kafka.onSend = () => {};
    expect(await deliver(sink(), [record(0), record(1, 'poison')])).toEqual([]);
    expect(valuesIn(kafka, 'dlq')).toEqual(['poison']);
    expect(await status()).toBeUndefined();
  });

  it('that can never be written fails the task, and nothing of its batch counts as consumed', async () => {
    const { storage, kafka, sink, deliver, status } = setUp({ clock: sleepingClock() });
    await deploy(storage, 'c', TOLERANT);
    kafka.onSend = () => {
      throw new ConnectError('topic authorization failed');
    };
    await expect(deliver(sink(), [record(0, 'poison')])).rejects.toThrow('topic authorization failed');
    expect(await status()).toMatchObject({ state: 'FAILED' });
  });
});
