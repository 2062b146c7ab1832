import { describe, expect, it, vi } from 'vitest';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { runSourceTask } from '../../../lib/runtime/source/source-run.ts';
import type { SourceRunRequest, SourceRuntime } from '../../../lib/runtime/source/source-runtime.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { COUNTING_PARTITION, countingRecord, countingSource } from './counting-source.ts';
import { common, deploy } from './fixtures.ts';
import { createMemoryKafka, valuesIn } from './memory-kafka.ts';

const numbers = (count: number, from = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) => String(from + index));

const setUp = () => {
  const storage = createMemoryStorage();
  const kafka = createMemoryKafka();
  const runtime: SourceRuntime = {
    ...common,
    storage,
    kafka,
    idleTimeoutMs: 0,
    leaseTtlMs: 5000,
    heartbeatMs: 5,
  };
  const request = (
    plugin: SourceRunRequest['plugin'],
    overrides: Partial<SourceRunRequest> = {},
  ): SourceRunRequest => ({
    connector: 'c',
    task: 0,
    plugin,
    pluginVersion: '1',
    runId: 'run-1',
    deadline: Date.now() + 60_000,
    signal: new AbortController().signal,
    ...overrides,
  });
  const offset = async (): Promise<unknown> => (await storage.offsets.get('c', [COUNTING_PARTITION]))[0]?.count;
  const status = async () => (await storage.statuses.status('c')).tasks[0];
  return { storage, kafka, runtime, request, offset, status };
};

describe('a source run', () => {
  it('moves everything in order, stores the offset behind it, and ends idle', async () => {
    const { storage, kafka, runtime, request, offset } = setUp();
    await deploy(storage, 'c', {});
    expect(await runSourceTask(runtime, request(countingSource({ total: 10_500, batch: 1000 })))).toBe('IDLE');
    expect(valuesIn(kafka, 'numbers')).toEqual(numbers(10_500));
    expect(await offset()).toBe(10_500);
  });

  it('stores the offset of what is there for its offset alone, and sends nothing', async () => {
    const { storage, kafka, runtime, request, offset } = setUp();
    await deploy(storage, 'c', {});
    let polled = false;
    const plugin: SourceRunRequest['plugin'] = {
      kind: 'source',
      start: async () => ({
        poll: async () => {
          if (polled) return null;
          polled = true;
          return [{ ...countingRecord(41, ''), offsetOnly: true }];
        },
      }),
    };
    expect(await runSourceTask(runtime, request(plugin))).toBe('IDLE');
    expect(kafka.sent).toEqual([]);
    expect(await offset()).toBe(42);
  });

  it('stores an offset that is to be stored first before it asks for more, however often that takes', async () => {
    const { storage, runtime, request, offset } = setUp();
    await deploy(storage, 'c', {});
    let failures = 2;
    const { put } = storage.offsets;
    storage.offsets.put = async (...write) => {
      failures -= 1;
      if (failures >= 0) throw new Error('throttled');
      await put(...write);
    };
    const seen: unknown[] = [];
    const plugin: SourceRunRequest['plugin'] = {
      kind: 'source',
      start: async () => ({
        poll: async () => {
          seen.push(await offset());
          return seen.length === 1 ? [{ ...countingRecord(41, ''), offsetOnly: true, storedFirst: true }] : null;
        },
      }),
    };
    expect(await runSourceTask(runtime, request(plugin))).toBe('IDLE');
    expect(seen.slice(0, 2)).toEqual([undefined, 42]);
  });

  it('does not run what is unknown, paused, stopped, failed or without a lease', async () => {
    const { storage, kafka, runtime, request } = setUp();
    const plugin = countingSource({ total: 10, batch: 10 });
    expect(await runSourceTask(runtime, request(plugin))).toBe('NOT_WANTED');
    await deploy(storage, 'c', {});
    await storage.configs.putTargetState('c', 'PAUSED');
    expect(await runSourceTask(runtime, request(plugin))).toBe('NOT_WANTED');
    await storage.configs.putTargetState('c', 'STARTED');
    const failed = { task: 0, state: 'FAILED', workerId: 'w', generation: 1, trace: 'x' } as const;
    await storage.statuses.putTaskStatus('c', failed);
    expect(await runSourceTask(runtime, request(plugin))).toBe('NOT_WANTED');
    await storage.statuses.putTaskStatus('c', { ...failed, state: 'RUNNING' });
    const now = Date.now();
    await storage.statuses.acquireLease({ connector: 'c', task: 0, owner: 'other#1.x', now, expiresAt: now + 60_000 });
    expect(await runSourceTask(runtime, request(plugin))).toBe('BUSY');
    expect(kafka.sent).toEqual([]);
  });

  it('waits for runs of an older generation', async () => {
    const { storage, runtime, request } = setUp();
    await deploy(storage, 'c', {}, { tasks: 2, generation: 2 });
    const now = Date.now();
    await storage.statuses.acquireLease({ connector: 'c', task: 1, owner: 'w#1.old', now, expiresAt: now + 60_000 });
    expect(await runSourceTask(runtime, request(countingSource({ total: 1, batch: 1 })))).toBe('BUSY');
  });

  it('lets only one of two runs started together work', async () => {
    const { storage, kafka, runtime, request } = setUp();
    await deploy(storage, 'c', {});
    const plugin = countingSource({ total: 100, batch: 10 });
    const outcomes = await Promise.all([
      runSourceTask(runtime, request(plugin, { runId: 'a' })),
      runSourceTask(runtime, request(plugin, { runId: 'b' })),
    ]);
    expect(outcomes.sort()).toEqual(['BUSY', 'IDLE']);
    expect(valuesIn(kafka, 'numbers')).toEqual(numbers(100));
  });

  it('ends with work left before its deadline, and the next run goes on without gap or repetition', async () => {
    const { storage, kafka, runtime, request } = setUp();
    await deploy(storage, 'c', {});
    const endless = countingSource({ total: Number.MAX_SAFE_INTEGER, batch: 7 });
    expect(await runSourceTask(runtime, request(endless, { deadline: Date.now() + 100 }))).toBe('WORK_LEFT');
    expect(await runSourceTask(runtime, request(endless, { deadline: Date.now() + 100 }))).toBe('WORK_LEFT');
    expect(valuesIn(kafka, 'numbers')).toEqual(numbers(kafka.sent.length));
    expect(kafka.sent.length).toBeGreaterThan(0);
  });

  it('ends when the configuration changes, when it is paused, and when the worker stops', async () => {
    const { storage, runtime, request } = setUp();
    await deploy(storage, 'c', {});
    const endless = (onPoll: (next: number) => void) =>
      countingSource({ total: Number.MAX_SAFE_INTEGER, batch: 1, onPoll });
    const redeployed = endless((next) => {
      if (next === 0) void deploy(storage, 'c', {}, { generation: 2 });
    });
    expect(await runSourceTask(runtime, request(redeployed))).toBe('CHANGED');
    const paused = endless(() => void storage.configs.putTargetState('c', 'PAUSED'));
    expect(await runSourceTask(runtime, request(paused))).toBe('CHANGED');
    await storage.configs.putTargetState('c', 'STARTED');
    const worker = new AbortController();
    const stopped = endless(() => worker.abort());
    expect(await runSourceTask(runtime, request(stopped, { signal: worker.signal }))).toBe('STOPPED');
  });

  it('ends when its task asks for new task configurations, which the reconciler then has to make', async () => {
    const { storage, runtime, request } = setUp();
    await deploy(storage, 'c', {});
    const asking: SourceRunRequest['plugin'] = {
      kind: 'source',
      start: async (_raw, context) => {
        context.requestTaskReconfiguration();
        return { poll: async () => null };
      },
    };
    expect(await runSourceTask({ ...runtime, idleTimeoutMs: 60_000 }, request(asking))).toBe('CHANGED');
    const tasks = (await storage.configs.connector('c'))?.tasks;
    expect(tasks).toMatchObject({ generation: 2, fingerprint: '' });
  });

  it('never stores an offset before Kafka has the record', async () => {
    const { storage, kafka, runtime, request, offset } = setUp();
    await deploy(storage, 'c', {});
    const { put } = storage.offsets;
    vi.spyOn(storage.offsets, 'put').mockImplementation(async (lease, changes) => {
      for (const { offset: stored } of changes) expect(stored?.count).toBeLessThanOrEqual(kafka.sent.length);
      await put(lease, changes);
    });
    kafka.onSend = () => new Promise((resolve) => setTimeout(resolve, 3));
    await runSourceTask(runtime, request(countingSource({ total: 5000, batch: 100 })));
    expect(await offset()).toBe(5000);
  });

  it('keeps what was acknowledged when the task fails, and says why in its status', async () => {
    const { storage, kafka, runtime, request, offset, status } = setUp();
    await deploy(storage, 'c', {});
    const failing = countingSource({
      total: 100,
      batch: 10,
      onPoll: (next) => {
        if (next === 50) throw new ConnectError('disk on fire', { cause: new Error('smoke') });
      },
    });
    expect(await runSourceTask(runtime, request(failing))).toBe('FAILED');
    expect(valuesIn(kafka, 'numbers')).toEqual(numbers(50));
    expect(await offset()).toBe(50);
    const { state, trace } = (await status()) ?? {};
    expect(state).toBe('FAILED');
    expect(trace).toMatch(/^org\.apache\.kafka\.connect\.errors\.ConnectException: disk on fire\n\tat /);
    expect(trace).toContain('Caused by: java.lang.Exception: smoke');
  });

  it('polls again after a retriable error', async () => {
    const { storage, kafka, runtime, request } = setUp();
    await deploy(storage, 'c', {});
    let failures = 1;
    const flaky = countingSource({
      total: 10,
      batch: 10,
      onPoll: () => {
        if (failures-- > 0) throw new RetriableError('not now');
      },
    });
    expect(await runSourceTask({ ...runtime, idleTimeoutMs: 1500 }, request(flaky))).toBe('IDLE');
    expect(valuesIn(kafka, 'numbers')).toEqual(numbers(10));
  });

  it('stays for as long as the connector wants when there is nothing to read, or until its time is up', async () => {
    const { storage, runtime, request } = setUp();
    await deploy(storage, 'c', { 'schedule.idle.timeout.ms': '300' });
    const begin = runtime.clock.now();
    expect(await runSourceTask(runtime, request(countingSource({ total: 1, batch: 1 })))).toBe('IDLE');
    expect(runtime.clock.now() - begin).toBeGreaterThanOrEqual(300);
    const continuous = setUp();
    await deploy(continuous.storage, 'c', { 'schedule.idle.timeout.ms': '-1' });
    const soon = continuous.request(countingSource({ total: 1, batch: 1 }), { deadline: Date.now() + 200 });
    expect(await runSourceTask(continuous.runtime, soon)).toBe('WORK_LEFT');
  });

  it('sends again what failed in passing, in order', async () => {
    const { storage, kafka, runtime, request } = setUp();
    await deploy(storage, 'c', {});
    let sends = 0;
    kafka.onSend = () => {
      if (sends++ % 2 === 0) throw new RetriableError('leader not available');
    };
    expect(await runSourceTask(runtime, request(countingSource({ total: 5000, batch: 500 })))).toBe('IDLE');
    expect(valuesIn(kafka, 'numbers')).toEqual(numbers(5000));
  });

  it('fails when no broker can be reached, naming the cause', async () => {
    const { storage, kafka, runtime, request, status } = setUp();
    await deploy(storage, 'c', {});
    kafka.unreachable = true;
    expect(await runSourceTask(runtime, request(countingSource({ total: 1, batch: 1 })))).toBe('FAILED');
    expect((await status())?.trace).toContain('connect ECONNREFUSED 127.0.0.1:9092');
  });

  it('stops without touching offsets once a newer run has the lease', async () => {
    const { storage, runtime, request, offset } = setUp();
    await deploy(storage, 'c', {});
    const zombie = countingSource({
      total: Number.MAX_SAFE_INTEGER,
      batch: 1,
      onPoll: async (next) => {
        if (next !== 0) return;
        const later = Date.now() + 1_000_000;
        await storage.statuses.acquireLease({
          connector: 'c',
          task: 0,
          owner: 'w#1.new',
          now: later,
          expiresAt: later + 1,
        });
      },
    });
    expect(await runSourceTask(runtime, request(zombie))).toBe('FENCED');
    expect(await offset()).toBeUndefined();
    const [lease] = await storage.statuses.leases('c');
    expect(lease?.owner).toBe('w#1.new');
  });

  it('ends although the task hangs in its poll, with what was acknowledged stored', async () => {
    const { storage, runtime, request, offset } = setUp();
    await deploy(storage, 'c', {});
    const worker = new AbortController();
    const hanging = countingSource({
      total: 100,
      batch: 10,
      onPoll: (next) => {
        if (next !== 50) return;
        worker.abort();
        return new Promise<void>(() => {});
      },
    });
    expect(await runSourceTask(runtime, request(hanging, { signal: worker.signal }))).toBe('STOPPED');
    expect(await offset()).toBe(50);
  });

  it('hands the task its acknowledgements and commits', async () => {
    const { storage, runtime, request } = setUp();
    await deploy(storage, 'c', {});
    const acknowledged: Array<[string, number | null]> = [];
    const onCommit = vi.fn();
    const onStop = vi.fn();
    const plugin = countingSource({
      total: 3,
      batch: 2,
      onCommit,
      onStop,
      onCommitRecord: (value, offset) => acknowledged.push([value, offset]),
    });
    await runSourceTask(runtime, request(plugin));
    expect(acknowledged).toEqual([
      ['0', 0],
      ['1', 1],
      ['2', 2],
    ]);
    expect(onCommit).toHaveBeenCalled();
    expect(onStop).toHaveBeenCalledOnce();
  });
});

describe('errors of single records in a source', () => {
  const withPoison = (values: readonly string[]): SourceRunRequest['plugin'] => ({
    kind: 'source',
    start: async () => {
      let polled = false;
      return {
        poll: async () => {
          if (polled) return null;
          polled = true;
          return values.map((value, index) => ({ ...countingRecord(index), value }));
        },
      };
    },
  });

  it('fail the task by default', async () => {
    const { storage, kafka, runtime, request, status } = setUp();
    await deploy(storage, 'c', {});
    expect(await runSourceTask(runtime, request(withPoison(['a', 'poison', 'b'])))).toBe('FAILED');
    expect((await status())?.trace).toMatch(/ConnectException: Tolerance exceeded in error handler/);
    expect((await status())?.trace).toContain('Caused by: org.apache.kafka.connect.errors.DataException: poisoned');
    expect(kafka.sent).toEqual([]);
  });

  it('cost that record alone under errors.tolerance=all, and the offset moves on', async () => {
    const { storage, kafka, runtime, request, offset } = setUp();
    await deploy(storage, 'c', { 'errors.tolerance': 'all' });
    expect(await runSourceTask(runtime, request(withPoison(['a', 'poison', 'b', 'poison'])))).toBe('IDLE');
    expect(valuesIn(kafka, 'numbers')).toEqual(['a', 'b']);
    expect(await offset()).toBe(4);
  });

  it('that Kafka refuses are found by halving', async () => {
    const { storage, kafka, runtime, request, offset } = setUp();
    await deploy(storage, 'c', { 'errors.tolerance': 'all' });
    kafka.onSend = (records) => {
      if (records.some(({ value }) => Buffer.from(value ?? []).toString() === '77')) throw new DataError('too large');
    };
    expect(await runSourceTask(runtime, request(countingSource({ total: 100, batch: 100 })))).toBe('IDLE');
    expect([...valuesIn(kafka, 'numbers')].sort()).toEqual(
      numbers(100)
        .filter((value) => value !== '77')
        .sort(),
    );
    expect(await offset()).toBe(100);
  });
});

describe('at-most-once', () => {
  it('stores offsets before it sends, and sends nothing twice', async () => {
    const { storage, kafka, runtime, request, offset } = setUp();
    await deploy(storage, 'c', { 'delivery.guarantee': 'at_most_once' });
    kafka.onSend = async (records) => {
      const last = Number(Buffer.from(records.at(-1)?.value ?? []).toString());
      expect(await offset()).toBe(last + 1);
      if (kafka.sent.length >= 4000) throw new RetriableError('connection lost');
    };
    expect(await runSourceTask(runtime, request(countingSource({ total: 10_000, batch: 500 })))).toBe('FAILED');
    const sent = valuesIn(kafka, 'numbers');
    expect(new Set(sent).size).toBe(sent.length);
    await storage.configs.putRestart('c', 0, 1);
    await storage.statuses.removeTaskStatuses('c', 0);
    kafka.onSend = () => {};
    expect(await runSourceTask(runtime, request(countingSource({ total: 10_000, batch: 500 })))).toBe('IDLE');
    const all = valuesIn(kafka, 'numbers');
    expect(new Set(all).size).toBe(all.length);
    expect(all.at(-1)).toBe('9999');
  });
});
