import { describe, expect, it, vi } from 'vitest';
import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../../lib/connect/sink-task.ts';
import { SinkUnavailableError } from '../../../lib/runtime/sink/sink-runtime.ts';
import { deploy } from './fixtures.ts';
import { record, records, setUp } from './sink-world.ts';

describe('a sink batch', () => {
  it('is put, flushed and done', async () => {
    const { storage, put, sink, deliver } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const flush = vi.fn();
    expect(await deliver(sink({ flush }), records(5, 8))).toEqual([]);
    expect(put).toEqual(['v5', 'v6', 'v7']);
    expect(flush).toHaveBeenCalledExactlyOnceWith([{ topic: 't', partition: 0, offset: 8 }]);
    expect(await storage.statuses.topics('c')).toMatchObject([{ topic: 't', task: 0 }]);
  });

  it('of no partitions is a tick: the task is put nothing, and flushed', async () => {
    const { storage, host, sink } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const [put, flush] = [vi.fn(), vi.fn()];
    const tick = { connector: 'c', plugin: sink({ put, flush }), pluginVersion: '1', partitions: [] };
    expect(await host.deliver({ ...tick, deadline: Number.MAX_SAFE_INTEGER })).toEqual([]);
    expect(put).toHaveBeenCalledExactlyOnceWith([]);
    expect(flush).toHaveBeenCalledExactlyOnceWith([]);
  });

  it('comes again from where the task lets it be committed', async () => {
    const { storage, sink, deliver } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const preCommit: NonNullable<SinkTask['preCommit']> = async ([first]) =>
      first === undefined ? [] : [{ ...first, offset: 7 }];
    const others = [{ topic: 't', partition: 1, records: records(0, 2, 1) }];
    expect(await deliver(sink({ preCommit }), records(5, 9), others)).toEqual([
      { topic: 't', partition: 0, offset: 7 },
      { topic: 't', partition: 1, offset: 0 },
    ]);
  });

  it('comes again from where the task rewinds to, and not at all from a paused partition', async () => {
    const { storage, sink, deliver, put } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    let context: SinkTaskContext | undefined;
    const plugin = sink({}, (given) => {
      context = given;
      given.offset([{ topic: 't', partition: 0, offset: 6 }]);
    });
    expect(await deliver(plugin, records(5, 9))).toEqual([{ topic: 't', partition: 0, offset: 6 }]);
    context?.pause({ topic: 't', partition: 0 });
    expect(await deliver(plugin, records(9, 11))).toEqual([{ topic: 't', partition: 0, offset: 9 }]);
    expect(put).toHaveLength(4);
  });

  it('is tried again within the delivery after a retriable error, as long as the task asked for', async () => {
    const { storage, sink, deliver } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    let attempts = 0;
    let context: SinkTaskContext | undefined;
    const plugin = sink(
      {
        put: async () => {
          context?.timeout(10);
          if (attempts++ < 2) throw new RetriableError('busy');
        },
      },
      (given) => {
        context = given;
      },
    );
    expect(await deliver(plugin, records(0, 3))).toEqual([]);
    expect(attempts).toBe(3);
  });

  it('comes again as a whole when retrying does not help, and the task does not fail', async () => {
    const { storage, sink, deliver, status } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const plugin = sink({
      put: async () => {
        throw new RetriableError('busy');
      },
    });
    expect(await deliver(plugin, records(3, 6))).toEqual([{ topic: 't', partition: 0, offset: 3 }]);
    expect(await status()).toBeUndefined();
  });

  it('fails the task for good on any other error, and nothing more is delivered until it is restarted', async () => {
    const { storage, sink, deliver, status, put } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const stop = vi.fn();
    const broken = sink({
      stop,
      put: async () => {
        throw new ConnectError('no such table');
      },
    });
    await expect(deliver(broken, records(0, 3))).rejects.toThrow(SinkUnavailableError);
    expect(stop).toHaveBeenCalledOnce();
    expect(await status()).toMatchObject({ state: 'FAILED', generation: 1 });
    expect((await status())?.trace).toContain('ConnectException: no such table');
    await expect(deliver(sink(), records(0, 3))).rejects.toThrow('task c-0 has failed');
    await deploy(storage, 'c', { topics: 't' }, { generation: 2 });
    expect(await deliver(sink(), records(0, 3))).toEqual([]);
    expect(put).toHaveLength(3);
  });

  it('is refused while the connector is paused or unknown', async () => {
    const { storage, sink, deliver } = setUp();
    await expect(deliver(sink(), records(0, 1))).rejects.toThrow(SinkUnavailableError);
    await deploy(storage, 'c', { topics: 't' });
    await storage.configs.putTargetState('c', 'PAUSED');
    await expect(deliver(sink(), records(0, 1))).rejects.toThrow('connector c is not running');
  });

  it('keeps the task warm, and builds it anew for a new generation or after a restart', async () => {
    const { storage, sink, deliver } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const starts = vi.fn();
    const stop = vi.fn();
    const plugin = sink({ stop }, starts);
    await deliver(plugin, records(0, 1));
    await deliver(plugin, records(1, 2));
    expect(starts).toHaveBeenCalledTimes(1);
    await storage.configs.putRestart('c', 0, 1);
    await deliver(plugin, records(2, 3));
    expect(starts).toHaveBeenCalledTimes(2);
    expect(stop).toHaveBeenCalledTimes(1);
  });

  it('never gives a task two batches at once', async () => {
    const { storage, sink, deliver } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const starts = vi.fn();
    let busy = 0;
    const plugin: SinkTaskPlugin = {
      kind: 'sink',
      start: async () => {
        starts();
        let own = 0;
        return {
          put: async () => {
            own += 1;
            busy = Math.max(busy, own);
            await new Promise((resolve) => setTimeout(resolve, 5));
            own -= 1;
          },
        };
      },
    };
    await Promise.all([deliver(plugin, records(0, 1)), deliver(plugin, records(0, 1, 1))]);
    expect(busy).toBe(1);
    expect(starts).toHaveBeenCalledTimes(2);
    expect(sink).toBeDefined();
  });
});

describe('bad records of a sink', () => {
  const poisoned = [record(0), record(1, 'poison'), record(2)];

  it('fail the task by default', async () => {
    const { storage, sink, deliver, status, put } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    await expect(deliver(sink(), poisoned)).rejects.toThrow('Tolerance exceeded in error handler');
    expect((await status())?.trace).toContain('Caused by: org.apache.kafka.connect.errors.DataException: poisoned');
    expect(put).toEqual([]);
  });

  it('go to the dead letter queue as they came, with the ten headers, and cost only themselves', async () => {
    const { storage, kafka, sink, deliver, put } = setUp();
    await deploy(storage, 'c', {
      topics: 't',
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': 'dlq',
      'errors.deadletterqueue.topic.replication.factor': '1',
      'errors.deadletterqueue.context.headers.enable': 'true',
    });
    expect(await deliver(sink(), poisoned)).toEqual([]);
    expect(put).toEqual(['v0', 'v2']);
    expect(kafka.created).toEqual([{ topic: 'dlq', partitions: 1, replicationFactor: 1, configs: {} }]);
    expect(kafka.sent).toHaveLength(1);
    const [letter] = kafka.sent;
    expect(letter).toMatchObject({ topic: 'dlq', key: null, value: Buffer.from('poison'), timestamp: 1001 });
    const headers = Object.fromEntries(
      (letter?.headers ?? []).map(({ key, value }) => [key, Buffer.from(value ?? []).toString()]),
    );
    expect(Object.keys(headers)).toEqual(
      [
        'topic',
        'partition',
        'offset',
        'connector.name',
        'task.id',
        'stage',
        'class.name',
        'exception.class.name',
        'exception.message',
        'exception.stacktrace',
      ].map((name) => `__connect.errors.${name}`),
    );
    expect(headers).toMatchObject({
      '__connect.errors.topic': 't',
      '__connect.errors.offset': '1',
      '__connect.errors.stage': 'VALUE_CONVERTER',
      '__connect.errors.class.name': 'test.TextConverter',
      '__connect.errors.exception.class.name': 'org.apache.kafka.connect.errors.DataException',
      '__connect.errors.exception.message': 'poisoned',
    });
  });

  it('may be reported by the task, and the batch waits for the reports', async () => {
    const { storage, kafka, deliver } = setUp();
    await deploy(storage, 'c', {
      topics: 't',
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': 'dlq',
    });
    const plugin: SinkTaskPlugin = {
      kind: 'sink',
      start: async (_raw, { errantRecordReporter }) => ({
        put: async (batch: readonly SinkRecord[]) => {
          const [, second] = batch;
          if (second !== undefined) await errantRecordReporter?.report(second, new Error('too long'));
        },
      }),
    };
    expect(await deliver(plugin, records(0, 3))).toEqual([]);
    expect(kafka.sent.map(({ value }) => Buffer.from(value ?? []).toString())).toEqual(['v1']);
  });

  it('offer no reporter where reports lead nowhere', async () => {
    const { storage, sink, deliver } = setUp();
    await deploy(storage, 'c', { topics: 't' });
    const contexts: SinkTaskContext[] = [];
    await deliver(
      sink({}, (context) => void contexts.push(context)),
      records(0, 1),
    );
    expect(contexts[0]?.errantRecordReporter).toBeNull();
  });
});

describe('a sink under at-most-once', () => {
  it('claims records before it puts them, and leaves out what was claimed', async () => {
    const { storage, sink, deliver, put } = setUp();
    await deploy(storage, 'c', { topics: 't', 'delivery.guarantee': 'at_most_once' });
    const failing = sink({
      put: async (batch) => {
        const [stored] = await storage.offsets.get('c', [{ kafka_topic: 't', kafka_partition: 0 }]);
        expect(stored).toEqual({ kafka_offset: (batch.at(-1)?.kafkaOffset ?? 0) + 1 });
        put.push(...batch.map(({ value }) => String(value)));
        throw new RetriableError('connection lost');
      },
    });
    expect(await deliver(failing, records(0, 3))).toEqual([]);
    await storage.configs.putRestart('c', 0, 1);
    expect(await deliver(sink(), records(1, 6))).toEqual([]);
    expect(put).toEqual(['v0', 'v1', 'v2', 'v3', 'v4', 'v5']);
  });
});
