import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { RawConfig } from '../../../../lib/connect/connector.ts';
import type { Clock } from '../../../../lib/runtime/clock.ts';
import { createTransactionSettler } from '../../../../lib/runtime/exactly-once/transaction-settler.ts';
import { runSourceTask } from '../../../../lib/runtime/source/source-run.ts';
import type {
  SourceRunOutcome,
  SourceRunRequest,
  SourceRuntime,
} from '../../../../lib/runtime/source/source-runtime.ts';
import { parseWorkerConfig } from '../../../../lib/runtime/worker-config.ts';
import { createMemoryStorage } from '../../../../lib/storage/memory/memory-storage.ts';
import { COUNTING_PARTITION, countingSource } from '../counting-source.ts';
import { common, deploy } from '../fixtures.ts';
import { createMemoryKafka, valuesIn } from '../memory-kafka.ts';
import { createLife, type Life, mortalKafka, mortalStorage } from './mortal.ts';

const TOTAL = 50;
const ALL = Array.from({ length: TOTAL }, (_, index) => String(index));
const EXACTLY_ONCE = { 'delivery.guarantee': 'exactly_once' };
const IMMORTAL = Number.POSITIVE_INFINITY;

const worker = parseWorkerConfig({ ...common.worker.raw, 'group.id': 'w' });

/** Time that passes when somebody waits for it, so that no lease outlives its killed holder. */
const createClock = (): Clock => {
  let now = 1_000_000;
  return {
    now: () => now,
    sleep: async (ms, signal) => {
      // Deadlines and heartbeats must not drive the clock; what waits for them is woken by its signal.
      if (ms >= 60_000) return new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      now += ms;
      await nextTurn();
    },
  };
};

const createWorld = () => {
  const storage = createMemoryStorage();
  const kafka = createMemoryKafka();
  const clock = createClock();
  const shared = { ...common, worker, clock, storage, kafka };
  const source = countingSource({ total: TOTAL, batch: 7 });
  return {
    storage,
    kafka,
    clock,
    source,
    values: () => valuesIn(kafka, 'numbers'),
    offset: async () => (await storage.offsets.get('c', [COUNTING_PARTITION]))[0]?.count,
    pending: () => storage.offsets.pendingOffsets('c'),
    settle: createTransactionSettler({ ...shared, kafka: async () => kafka, worker: async () => worker }),
    /** A life of the task, which may end in the middle. */
    run: (life: Life, overrides: Partial<SourceRunRequest> = {}): Promise<SourceRunOutcome | 'KILLED'> => {
      const runtime: SourceRuntime = {
        ...shared,
        storage: mortalStorage(life, storage),
        kafka: mortalKafka(life, kafka),
        idleTimeoutMs: 0,
        leaseTtlMs: 1000,
        heartbeatMs: 60_000,
      };
      const request: SourceRunRequest = {
        connector: 'c',
        task: 0,
        plugin: source,
        pluginVersion: '1',
        runId: 'run',
        deadline: clock.now() + 10_000_000,
        signal: new AbortController().signal,
        ...overrides,
      };
      return runSourceTask(runtime, request).catch((error) => {
        if (life.isOver()) return 'KILLED';
        throw error;
      });
    },
    leaseExpires: () => clock.sleep(2000),
  };
};

const immortal = (): Life => createLife(IMMORTAL, 'before');

type Check = (world: ReturnType<typeof createWorld>, where: string) => Promise<void> | void;

/** Kills a run at its `step`th call, and lets another one finish what it began. @returns false when it has fewer. */
const throughKill = async (
  config: RawConfig,
  step: number,
  when: 'before' | 'after',
  check: Check,
): Promise<boolean> => {
  const world = createWorld();
  await deploy(world.storage, 'c', config);
  const life = createLife(step, when);
  await world.run(life);
  if (!life.isOver()) return false;
  await world.leaseExpires();
  expect(await world.run(immortal())).toBe('IDLE');
  await check(world, `killed ${when} call ${step}`);
  return true;
};

/** Kills runs at each of their calls in turn. @returns how many there are. */
const throughEveryKill = async (config: RawConfig, check: Check): Promise<number> => {
  let step = 1;
  while ((await throughKill(config, step, 'before', check)) && (await throughKill(config, step, 'after', check)))
    step += 1;
  return step - 1;
};

/** Each of these tests runs the task some hundred times. */
const LONG = { timeout: 60_000 };

describe('an exactly-once source', LONG, () => {
  for (const boundary of ['poll', 'interval'])
    it(`delivers every record once, whichever of its calls it is killed at (boundary ${boundary})`, async () => {
      const config = { ...EXACTLY_ONCE, 'transaction.boundary': boundary, 'transaction.boundary.interval.ms': '1' };
      const steps = await throughEveryKill(config, async ({ values, offset, pending }, where) => {
        expect(values(), where).toEqual(ALL);
        expect(await offset(), where).toBe(TOTAL);
        expect(await pending(), where).toEqual([]);
      });
      expect(steps).toBeGreaterThan(20);
    });

  it('would repeat records at some of these calls without transactions', async () => {
    let repeated = 0;
    await throughEveryKill({}, ({ values }) => {
      expect(new Set(values())).toEqual(new Set(ALL));
      repeated += values().length - TOTAL;
    });
    expect(repeated).toBeGreaterThan(0);
  });

  it('delivers every record once when killed again and again', async () => {
    for (let first = 8; first < 40; first += 3) {
      const { storage, run, values, leaseExpires } = createWorld();
      await deploy(storage, 'c', EXACTLY_ONCE);
      for (const step of [first, first + 5, 13, first + 1, 17]) {
        await run(createLife(step, step % 2 === 0 ? 'before' : 'after'));
        await leaseExpires();
      }
      await run(immortal());
      expect(values()).toEqual(ALL);
    }
  });

  it('is on wherever the worker has it enabled', async () => {
    const { storage, kafka, clock, source, run } = createWorld();
    await deploy(storage, 'c', {});
    const enabled = parseWorkerConfig({ ...worker.raw, 'exactly.once.source.support': 'enabled' });
    const runtime = {
      ...common,
      worker: enabled,
      clock,
      storage,
      kafka,
      idleTimeoutMs: 0,
      leaseTtlMs: 1000,
      heartbeatMs: 60_000,
    };
    const signal = new AbortController().signal;
    const request = { connector: 'c', task: 0, plugin: source, pluginVersion: '1', runId: 'r', signal };
    expect(await runSourceTask(runtime, { ...request, deadline: clock.now() + 10_000_000 })).toBe('IDLE');
    expect(kafka.transactions.groups.get('connect-transactions-w-c-0')?.offset).toBeGreaterThan(0);
    expect(await run(immortal())).toBe('IDLE');
  });

  it('fails when the worker has no name to tell its transactions by', async () => {
    const { storage, kafka, clock, source } = createWorld();
    await deploy(storage, 'c', EXACTLY_ONCE);
    const runtime = { ...common, clock, storage, kafka, idleTimeoutMs: 0, leaseTtlMs: 1000, heartbeatMs: 60_000 };
    const signal = new AbortController().signal;
    const request = { connector: 'c', task: 0, plugin: source, pluginVersion: '1', runId: 'r', signal };
    expect(await runSourceTask(runtime, { ...request, deadline: clock.now() + 10_000_000 })).toBe('FAILED');
    expect((await storage.statuses.status('c')).tasks[0]?.trace).toContain('needs a group.id');
  });
});

describe('a run of an exactly-once source that wakes up when another has taken over', () => {
  /** A run that stops at the `poll`th poll until it is let go on. */
  const stalling = (poll: number) => {
    let polls = 0;
    let goOn = (): void => {};
    const until = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let reached = (): void => {};
    const stalled = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const onPoll = async (): Promise<void> => {
      polls += 1;
      if (polls !== poll) return;
      reached();
      await until;
    };
    return { plugin: countingSource({ total: TOTAL, batch: 7, onPoll }), stalled, goOn };
  };

  it('commits nothing more', async () => {
    const { storage, run, values, offset, leaseExpires } = createWorld();
    await deploy(storage, 'c', EXACTLY_ONCE);
    const { plugin, stalled, goOn } = stalling(3);
    const zombie = run(immortal(), { plugin, runId: 'zombie' });
    await stalled;
    await leaseExpires();
    expect(await run(immortal())).toBe('IDLE');
    goOn();
    expect(await zombie).toBe('FENCED');
    expect(values()).toEqual(ALL);
    expect(await offset()).toBe(TOTAL);
  });

  it('commits nothing more when its task is another task’s in a new generation', async () => {
    const { storage, run, values, leaseExpires } = createWorld();
    await deploy(storage, 'c', EXACTLY_ONCE, { tasks: 2 });
    const { plugin, stalled, goOn } = stalling(3);
    const zombie = run(immortal(), { plugin, task: 1, runId: 'zombie' });
    await stalled;
    await deploy(storage, 'c', EXACTLY_ONCE, { generation: 2 });
    expect(await run(immortal())).toBe('BUSY');
    await leaseExpires();
    expect(await run(immortal())).toBe('IDLE');
    goOn();
    expect(await zombie).toBe('FENCED');
    expect(values()).toEqual(ALL);
  });
});

describe('offsets that a killed run left pending', () => {
  /** Kills a run right after its second commit reached Kafka. */
  const killedAfterCommit = async () => {
    for (let step = 1; ; step += 1) {
      const world = createWorld();
      await deploy(world.storage, 'c', EXACTLY_ONCE);
      await world.run(createLife(step, 'after'));
      const [pending] = await world.pending();
      const committed = world.kafka.transactions.groups.get('connect-transactions-w-c-0')?.offset ?? 0;
      if (pending?.sequence === committed) return world;
    }
  };

  it('are settled for a connector that was stopped', async () => {
    const { settle, pending, offset, values, leaseExpires } = await killedAfterCommit();
    expect(await settle({ name: 'c', config: EXACTLY_ONCE }, 'FAIL')).toBe(false);
    await leaseExpires();
    expect(await settle({ name: 'c', config: EXACTLY_ONCE }, 'FAIL')).toBe(true);
    expect(await pending()).toEqual([]);
    expect(await offset()).toBe(values().length);
  });

  it('are not guessed about when Kafka has forgotten the transaction, until somebody sets others', async () => {
    const { kafka, storage, run, settle, pending, leaseExpires } = await killedAfterCommit();
    kafka.transactions.groups.clear();
    await leaseExpires();
    expect(await run(immortal())).toBe('FAILED');
    expect((await storage.statuses.status('c')).tasks[0]?.trace).toContain('PATCH /connectors/c/offsets');
    expect(await pending()).toHaveLength(1);
    await expect(settle({ name: 'c', config: EXACTLY_ONCE }, 'FAIL')).rejects.toThrow('Kafka has forgotten');
    expect(await settle({ name: 'c', config: EXACTLY_ONCE }, 'DISCARD')).toBe(true);
    expect(await pending()).toEqual([]);
  });

  it('are settled by the next generation, even one that is exactly-once no more', async () => {
    const { storage, run, values, pending, leaseExpires } = await killedAfterCommit();
    await deploy(storage, 'c', {}, { generation: 2 });
    await leaseExpires();
    expect(await run(immortal())).toBe('IDLE');
    expect(values()).toEqual(ALL);
    expect(await pending()).toEqual([]);
  });
});
