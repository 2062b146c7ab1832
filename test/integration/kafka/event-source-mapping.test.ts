import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { silentLogger } from '../../../lib/connect/logger.ts';
import type { KafkaBatchResponse } from '../../../lib/kafka/batch-item-failure.ts';
import type { EventBatch } from '../../../lib/kafka/event.ts';
import { createEventSourceMapping } from '../../../lib/standalone/event-source/event-source-mapping.ts';
import type { EventSourceSettings } from '../../../lib/standalone/event-source/settings.ts';
import { createClients, record } from './world.ts';

const soon = { timeout: 30_000 };

type Answer = KafkaBatchResponse | undefined;

const texts = (batch: EventBatch | undefined) => batch?.records.map(({ value }) => String(value)) ?? [];

/** A mapping from a topic to a function of the test; `calls` are the values it was invoked with. */
const startMapping = (options: {
  readonly topic: string;
  readonly groupId?: string;
  readonly settings?: Partial<EventSourceSettings>;
  answer?(batch: EventBatch, call: number): Answer | Promise<Answer>;
}) => {
  const clients = createClients();
  const calls: { readonly partition: number; readonly texts: readonly string[] }[] = [];
  const groupId = options.groupId ?? `group-${randomUUID()}`;
  const mapping = createEventSourceMapping({
    kafka: clients.kafka,
    clientConfig: { ...clients.connection, 'session.timeout.ms': '6000' },
    topic: options.topic,
    groupId,
    settings: {
      batchSize: 10,
      batchingWindowMs: 0,
      startingPosition: 'TRIM_HORIZON',
      reportBatchItemFailures: true,
      ...options.settings,
    },
    invoke: async (batch) => {
      calls.push({ partition: batch.partition, texts: texts(batch) });
      return options.answer?.(batch, calls.length - 1);
    },
    log: silentLogger,
  });
  mapping.start();
  onTestFinished(() => mapping.stop(0));
  const committed = async () => {
    const admin = await clients.kafka.admin(clients.connection);
    const offsets = await admin.groupOffsets(groupId, [options.topic]);
    await admin.close();
    return Object.fromEntries(offsets.map(({ partition, offset }) => [partition, offset]));
  };
  const all = () => calls.flatMap((call) => call.texts);
  return { calls, all, committed, stop: (graceMs?: number) => mapping.stop(graceMs), groupId };
};

/** A topic with `count` records, numbered from 0, in each partition. */
const filledTopic = async (partitions: number, count: number) => {
  const clients = createClients();
  const topic = await clients.createTopic(partitions);
  const producer = await clients.producer();
  const send = (from: number, to: number) =>
    producer.send(
      Array.from({ length: (to - from) * partitions }, (_, i) =>
        record(topic, `${from + Math.floor(i / partitions)}`, { partition: i % partitions }),
      ),
    );
  await send(0, count);
  return { topic, send };
};

const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `${from + i}`);

test('batches are of the size asked for, in order, and committed', async () => {
  const { topic } = await filledTopic(1, 25);
  const mapping = startMapping({ topic });
  await vi.waitUntil(() => mapping.all().length === 25, soon);
  expect(mapping.calls.map((call) => call.texts.length)).toEqual([10, 10, 5]);
  expect(mapping.all()).toEqual(numbers(0, 25));
  await vi.waitUntil(async () => (await mapping.committed())[0] === 25, soon);
});

test('a failed record comes again with all behind it, while what was before it is committed', async () => {
  const { topic } = await filledTopic(1, 10);
  let seen: Record<string, number> | undefined;
  const mapping = startMapping({
    topic,
    answer: async (_batch, call) => {
      if (call === 0) return { batchItemFailures: [{ itemIdentifier: { partition: `${topic}-0`, offset: 4 } }] };
      seen = await vi.waitUntil(async () => {
        const offsets = await mapping.committed();
        return offsets[0] === undefined ? undefined : offsets;
      }, soon);
      return undefined;
    },
  });
  await vi.waitUntil(() => mapping.calls.length === 2, soon);
  expect(mapping.calls[1]?.texts).toEqual(numbers(4, 10));
  await vi.waitUntil(async () => (await mapping.committed())[0] === 10, soon);
  expect(seen).toEqual({ 0: 4 });
});

test('a throw brings the whole batch again', async () => {
  const { topic } = await filledTopic(1, 3);
  const mapping = startMapping({
    topic,
    answer: (_batch, call) => {
      if (call < 2) throw new Error('not now');
      return undefined;
    },
  });
  await vi.waitUntil(async () => (await mapping.committed())[0] === 3, soon);
  expect(mapping.calls.map((call) => call.texts)).toEqual([numbers(0, 3), numbers(0, 3), numbers(0, 3)]);
});

test('partitions don’t wait for one another', async () => {
  const { topic, send } = await filledTopic(2, 1);
  let release = (): void => {};
  const stuck = new Promise<undefined>((resolve) => {
    release = () => resolve(undefined);
  });
  const mapping = startMapping({ topic, answer: (batch) => (batch.partition === 0 ? stuck : undefined) });
  await vi.waitUntil(() => mapping.calls.length === 2, soon);
  await send(1, 3);
  await vi.waitUntil(async () => (await mapping.committed())[1] === 3, soon);
  expect(mapping.calls.filter(({ partition }) => partition === 0)).toHaveLength(1);
  release();
  await vi.waitUntil(async () => (await mapping.committed())[0] === 3, soon);
});

test('after stop and start delivery goes on where it was', async () => {
  const { topic, send } = await filledTopic(1, 5);
  const first = startMapping({ topic });
  await vi.waitUntil(() => first.all().length === 5, soon);
  await first.stop();
  await send(5, 8);
  const second = startMapping({ topic, groupId: first.groupId });
  await vi.waitUntil(() => second.all().length === 3, soon);
  expect(second.all()).toEqual(numbers(5, 8));
});

test('20,000 records go through in order, partition by partition', async () => {
  const { topic } = await filledTopic(4, 5_000);
  const mapping = startMapping({ topic, settings: { batchSize: 1_000 } });
  await vi.waitUntil(() => mapping.all().length === 20_000, { timeout: 60_000 });
  for (const partition of [0, 1, 2, 3]) {
    const own = mapping.calls.filter((call) => call.partition === partition);
    expect(own.flatMap((call) => call.texts)).toEqual(numbers(0, 5_000));
  }
});

test('what a killed process had in hand comes again', async () => {
  const { topic } = await filledTopic(1, 5);
  const groupId = `group-${randomUUID()}`;
  const script = fileURLToPath(new URL('hanging-mapping.ts', import.meta.url));
  const args = ['--import', 'tsx', script, inject('kafka').bootstrapServers, topic, groupId];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const [invoked] = await once(child.stdout, 'data');
  expect(String(invoked)).toContain('invoked with 5');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const mapping = startMapping({ topic, groupId });
  await vi.waitUntil(() => mapping.all().length === 5, soon);
  expect(mapping.all()).toEqual(numbers(0, 5));
});
