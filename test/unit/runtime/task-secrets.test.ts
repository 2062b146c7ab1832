import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { directoryConfigProvider } from '../../../lib/config-providers/directory.ts';
import { resolveConfig } from '../../../lib/config-providers/resolve-config.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { RetriableError } from '../../../lib/connect/errors.ts';
import { createSinkHost } from '../../../lib/runtime/sink/sink-host.ts';
import { runSourceTask } from '../../../lib/runtime/source/source-run.ts';
import { createTaskSecrets } from '../../../lib/runtime/task-secrets.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { recordingLogger } from '../transforms/recording-logger.ts';
import { countingSource } from './counting-source.ts';
import { common, deploy } from './fixtures.ts';
import { createMemoryKafka } from './memory-kafka.ts';
import { record } from './sink-world.ts';

const TTL_MS = 60_000;

/** A secret in a file of its own, as Kubernetes mounts it, and a clock that goes when it is told to. */
const setUp = () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  const rotate = (secret: string): void => writeFileSync(join(folder, 'password'), secret);
  rotate('hunter-1');
  const providers = { directory: directoryConfigProvider.create({ 'secret.ttl.ms': String(TTL_MS) }) };
  let now = Date.now();
  const { log, lines } = recordingLogger();
  const storage = createMemoryStorage();
  const runtime = {
    ...common,
    storage,
    kafka: createMemoryKafka(),
    log,
    clock: { ...common.clock, now: () => now },
    resolveConfig: vi.fn((raw: RawConfig) => resolveConfig(raw, providers)),
    idleTimeoutMs: 0,
    leaseTtlMs: 10 * TTL_MS,
    heartbeatMs: 5,
    configRefreshMs: 0,
  };
  const advance = (ms: number): void => {
    now += ms;
  };
  return { rotate, advance, runtime, storage, lines, password: `\${directory:${folder}:password}` };
};

const assignmentOf = (config: RawConfig) => ({
  connectorConfig: { name: 'c', ...config },
  taskConfig: config,
  generation: 1,
  incarnation: '1.0',
});

describe('the secrets of a task', () => {
  it('are looked at again once their time is over, all at once', async () => {
    const { rotate, advance, runtime, password } = setUp();
    const secrets = createTaskSecrets(runtime, assignmentOf({ password }));
    expect(await secrets.resolve()).toEqual({
      connectorConfig: { name: 'c', password: 'hunter-1' },
      taskConfig: { password: 'hunter-1' },
    });
    rotate('hunter-2');
    advance(TTL_MS - 1);
    expect(await secrets.haveChanged()).toBe(false);
    expect(runtime.resolveConfig).toHaveBeenCalledTimes(1);
    advance(1);
    expect(await Promise.all([secrets.haveChanged(), secrets.haveChanged()])).toEqual([true, true]);
    expect(runtime.resolveConfig).toHaveBeenCalledTimes(2);
  });

  it('that are the same are not looked at again before the time is over again', async () => {
    const { advance, runtime, password } = setUp();
    const secrets = createTaskSecrets(runtime, assignmentOf({ password }));
    await secrets.resolve();
    advance(TTL_MS);
    expect(await secrets.haveChanged()).toBe(false);
    expect(await secrets.haveChanged()).toBe(false);
    expect(runtime.resolveConfig).toHaveBeenCalledTimes(2);
  });

  it('may be gone for a while without harm', async () => {
    const { advance, runtime, password, lines } = setUp();
    const secrets = createTaskSecrets(runtime, assignmentOf({ password }));
    await secrets.resolve();
    advance(TTL_MS);
    runtime.resolveConfig.mockRejectedValueOnce(new Error('unreachable'));
    expect(await secrets.haveChanged()).toBe(false);
    expect(lines).toEqual(['warn secrets could not be looked up again {"cause":"unreachable"}']);
  });

  it('are not looked at again where that is not wanted, or they hold for ever', async () => {
    const { rotate, advance, runtime, password } = setUp();
    const unwanted = createTaskSecrets(runtime, assignmentOf({ password, 'config.action.reload': 'NONE' }));
    const plain = createTaskSecrets(runtime, assignmentOf({ password: 'plain' }));
    await Promise.all([unwanted.resolve(), plain.resolve()]);
    rotate('hunter-2');
    advance(10 * TTL_MS);
    expect(await unwanted.haveChanged()).toBe(false);
    expect(await plain.haveChanged()).toBe(false);
    expect(runtime.resolveConfig).toHaveBeenCalledTimes(2);
  });
});

describe('a source run', () => {
  const run = async (config: RawConfig) => {
    const { rotate, advance, runtime, storage, password } = setUp();
    await deploy(storage, 'c', { password, ...config });
    const seen: unknown[] = [];
    const counting = countingSource({
      total: 20_000,
      batch: 1,
      onPoll: async (next) => {
        if (next !== 10) return;
        rotate('hunter-2');
        advance(TTL_MS);
      },
    });
    const start = () =>
      runSourceTask(runtime, {
        connector: 'c',
        task: 0,
        plugin: {
          kind: 'source',
          start: (raw, context) => {
            seen.push(raw.password);
            return counting.start(raw, context);
          },
        },
        pluginVersion: '1',
        runId: 'r',
        deadline: Number.MAX_SAFE_INTEGER,
        signal: new AbortController().signal,
      });
    return { first: await start(), second: await start(), seen };
  };

  it('ends when a secret has changed, and the next one has the new secret', async () => {
    const { first, second, seen } = await run({});
    expect({ first, second, seen }).toEqual({ first: 'CHANGED', second: 'IDLE', seen: ['hunter-1', 'hunter-2'] });
  });

  it('goes on with the old secret where no restart is wanted', async () => {
    const { first, seen } = await run({ 'config.action.reload': 'none' });
    expect({ first, seen }).toEqual({ first: 'IDLE', seen: ['hunter-1', 'hunter-2'] });
  });
});

describe('a warm sink task', () => {
  it('is built anew when a secret has changed', async () => {
    const { rotate, advance, runtime, storage, password } = setUp();
    await deploy(storage, 'c', { topics: 't', password });
    const host = createSinkHost(runtime);
    const seen: unknown[] = [];
    const stop = vi.fn();
    const plugin: SinkTaskPlugin = {
      kind: 'sink',
      start: async (raw) => {
        seen.push(raw.password);
        return { put: async () => {}, stop };
      },
    };
    const deliver = () =>
      host.deliver({
        connector: 'c',
        plugin,
        pluginVersion: '1',
        partitions: [{ topic: 't', partition: 0, records: [] }],
        deadline: runtime.clock.now() + 5000,
      });
    await deliver();
    advance(TTL_MS);
    await deliver();
    expect(seen).toEqual(['hunter-1']);
    rotate('hunter-2');
    advance(TTL_MS);
    await deliver();
    expect(seen).toEqual(['hunter-1', 'hunter-2']);
    expect(stop).toHaveBeenCalledOnce();
  });
});

describe('what a driver quotes', () => {
  const refusal = (password: unknown) =>
    new Error(`login failed with ${password}`, { cause: new Error(`${password} is wrong`) });

  it.each([
    ['a reference', (reference: string) => ({ password: reference })],
    ['a value', () => ({ 'connection.password': 'hunter-1' })],
  ])('is not in the status or the log, be it %s', async (_, config) => {
    const { runtime, storage, password, lines } = setUp();
    await deploy(storage, 'c', { topics: 't', ...config(password) });
    const failing: SinkTaskPlugin = {
      kind: 'sink',
      start: async (raw) => Promise.reject(refusal(raw.password ?? raw['connection.password'])),
    };
    const partitions = [{ topic: 't', partition: 0, records: [] }];
    const delivery = { connector: 'c', plugin: failing, pluginVersion: '1', partitions, deadline: 0 };
    await expect(createSinkHost(runtime).deliver(delivery)).rejects.toThrow('login failed with [hidden]');
    const { tasks } = await storage.statuses.status('c');
    expect(tasks[0]?.trace).toContain('Caused by: java.lang.Exception: [hidden] is wrong');
    expect(JSON.stringify([tasks, lines])).not.toContain('hunter-1');
  });

  it('is not in the log of a source that tries again', async () => {
    const { runtime, storage, password, lines } = setUp();
    await deploy(storage, 'c', { password });
    const patient = { ...runtime, idleTimeoutMs: Number.POSITIVE_INFINITY };
    const outcome = await runSourceTask(patient, {
      connector: 'c',
      task: 0,
      plugin: {
        kind: 'source',
        start: async (raw) => {
          let polls = 0;
          return {
            poll: async () => {
              polls += 1;
              throw polls === 1 ? new RetriableError(`try ${raw.password}`) : refusal(raw.password);
            },
          };
        },
      },
      pluginVersion: '1',
      runId: 'r',
      deadline: Number.MAX_SAFE_INTEGER,
      signal: new AbortController().signal,
    });
    expect(outcome).toBe('FAILED');
    expect(lines.join()).toContain('try [hidden]');
    expect(JSON.stringify([await storage.statuses.status('c'), lines])).not.toContain('hunter-1');
  });

  it('is not in the log of a tolerated error, nor in its dead letter', async () => {
    const { runtime, storage, password, lines } = setUp();
    await deploy(storage, 'c', {
      topics: 't',
      password,
      'errors.tolerance': 'all',
      'errors.log.enable': 'true',
      'errors.deadletterqueue.topic.name': 'dlq',
      'errors.deadletterqueue.context.headers.enable': 'true',
    });
    const quoting: SinkTaskPlugin = {
      kind: 'sink',
      start: async (raw, { errantRecordReporter }) => ({
        put: async ([first]) => {
          if (first !== undefined) await errantRecordReporter?.report(first, refusal(raw.password));
        },
      }),
    };
    await createSinkHost(runtime).deliver({
      connector: 'c',
      plugin: quoting,
      pluginVersion: '1',
      partitions: [{ topic: 't', partition: 0, records: [record(0, 'a')] }],
      deadline: runtime.clock.now() + 5000,
    });
    const letter = runtime.kafka.sent.map(({ headers }) => headers.map(({ value }) => String(value)).join());
    expect(letter.join()).toContain('login failed with [hidden]');
    expect(JSON.stringify([letter, lines])).not.toContain('hunter-1');
    expect(lines.join()).toContain('login failed with [hidden]');
  });
});
