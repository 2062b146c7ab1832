import { afterEach, describe, expect, test, vi } from 'vitest';
import { silentLogger } from '../../../../lib/connect/logger.ts';
import {
  createEventSourceMapping,
  type EventSourceMapping,
  type EventSourceMappingState,
} from '../../../../lib/standalone/event-source/event-source-mapping.ts';
import type { EventSourceSettings } from '../../../../lib/standalone/event-source/settings.ts';
import { createMemoryTopic } from './memory-topic.ts';

interface Call {
  readonly partition: number;
  readonly offsets: readonly number[];
  answer(response?: unknown): void;
  fail(error: Error): void;
}

let mapping: EventSourceMapping | undefined;
afterEach(() => mapping?.stop(0));

/** A mapping over a topic in memory, whose invocations stay open until the test answers them. */
const startMapping = async (settings: Partial<EventSourceSettings> = {}) => {
  const topic = createMemoryTopic();
  const calls: Call[] = [];
  const states: EventSourceMappingState[] = [];
  const started = createEventSourceMapping({
    kafka: topic.kafka,
    clientConfig: { 'bootstrap.servers': 'b:1' },
    topic: 't',
    groupId: 'g',
    settings: {
      batchSize: 4,
      batchingWindowMs: 0,
      startingPosition: 'LATEST',
      reportBatchItemFailures: true,
      ...settings,
    },
    invoke: ({ partition, records }) =>
      new Promise((answer, fail) => {
        calls.push({ partition, offsets: records.map(({ offset }) => offset), answer, fail });
      }),
    onStateChange: (state) => states.push(state),
    log: silentLogger,
    random: () => 0,
  });
  mapping = started;
  started.start();
  await vi.waitUntil(topic.isConsumed);
  const call = (index: number) => vi.waitUntil(() => calls[index]);
  return { topic, calls, call, states, stop: (graceMs?: number) => started.stop(graceMs) };
};

describe('gathering', () => {
  test('with no window, what is there is delivered at once, and then what came meanwhile', async () => {
    const { topic, call } = await startMapping();
    await topic.fetch(0, 1);
    const first = await call(0);
    await topic.fetch(1, 2);
    await topic.fetch(3, 1);
    first.answer();
    const second = await call(1);
    expect([first.offsets, second.offsets]).toEqual([[0], [1, 2, 3]]);
  });

  test('with a window, records wait for more, and no longer than until the batch is full', async () => {
    const { topic, call } = await startMapping({ batchingWindowMs: 60_000 });
    await topic.fetch(0, 1);
    await topic.fetch(1, 5);
    expect((await call(0)).offsets).toEqual([0, 1, 2, 3]);
  });

  test('the end of the window delivers what is there', async () => {
    const { topic, call } = await startMapping({ batchingWindowMs: 30 });
    await topic.fetch(0, 1);
    await topic.fetch(1, 1);
    expect((await call(0)).offsets).toEqual([0, 1]);
  });

  test('fetching waits while a whole batch waits already', async () => {
    const { topic, call } = await startMapping();
    await topic.fetch(0, 1);
    const first = await call(0);
    let taken = false;
    const fetching = topic.fetch(1, 4).then(() => {
      taken = true;
    });
    await new Promise(setImmediate);
    expect(taken).toBe(false);
    first.answer();
    await fetching;
    expect((await call(1)).offsets).toEqual([1, 2, 3, 4]);
  });
});

describe('committing', () => {
  test('follows success only', async () => {
    const { topic, call } = await startMapping();
    await topic.fetch(0, 2);
    const first = await call(0);
    expect(topic.commits).toEqual([]);
    first.answer();
    await vi.waitUntil(() => topic.committed()[0] === 2);
  });

  test('goes up to the failed record, and delivery on from it', async () => {
    const { topic, call } = await startMapping();
    await topic.fetch(0, 3);
    (await call(0)).answer({ batchItemFailures: [{ itemIdentifier: { partition: 't-0', offset: 2 } }] });
    await vi.waitUntil(() => topic.committed()[0] === 2);
    expect((await call(1)).offsets).toEqual([2]);
  });

  test('partitions go on independently, each with one invocation at a time', async () => {
    const { topic, calls, call } = await startMapping();
    await topic.fetch(0, 1, 0);
    await topic.fetch(7, 1, 1);
    await call(1);
    await topic.fetch(8, 1, 1);
    calls[1]?.answer();
    expect(await call(2)).toMatchObject({ partition: 1, offsets: [8] });
    expect(topic.committed()).toEqual({ 1: 8 });
  });
});

test('a rebalance drops what waits and does not commit what was under way', async () => {
  const { topic, calls, call } = await startMapping();
  await topic.fetch(0, 1);
  const first = await call(0);
  await topic.fetch(1, 2);
  topic.rebalance();
  await topic.fetch(0, 1);
  const again = await call(1);
  first.answer();
  again.answer();
  await vi.waitUntil(() => topic.committed()[0] === 1);
  expect(calls.map(({ offsets }) => offsets)).toEqual([[0], [0]]);
  expect(topic.commits).toHaveLength(1);
});

describe('stopping', () => {
  test('waits for what is under way, commits it and takes no more', async () => {
    const { topic, calls, call, states, stop } = await startMapping();
    await topic.fetch(0, 1);
    const first = await call(0);
    await topic.fetch(1, 2);
    const stopped = stop();
    await topic.fetch(3, 1);
    first.answer();
    await stopped;
    expect([calls.length, topic.committed(), topic.isConsumed()]).toEqual([1, { 0: 1 }, false]);
    expect(states.map(({ state }) => state)).toEqual(['Enabled', 'Disabling', 'Disabling', 'Disabled']);
  });

  test('waits no longer than it may', async () => {
    const { topic, call, stop } = await startMapping();
    await topic.fetch(0, 1);
    await call(0);
    await stop(10);
    expect([topic.committed(), topic.isConsumed()]).toEqual([{}, false]);
  });
});

describe('when Kafka fails', () => {
  test('polling begins as soon as it can be reached', async () => {
    const topic = createMemoryTopic();
    topic.refuse(2);
    const states: EventSourceMappingState[] = [];
    mapping = createEventSourceMapping({
      kafka: topic.kafka,
      clientConfig: {},
      topic: 't',
      groupId: 'g',
      settings: { batchSize: 1, batchingWindowMs: 0, startingPosition: 'LATEST', reportBatchItemFailures: true },
      invoke: async () => undefined,
      onStateChange: (state) => states.push(state),
      log: silentLogger,
      random: () => 0,
    });
    mapping.start();
    await vi.waitUntil(topic.isConsumed);
    expect(states[0]?.lastProcessingResult).toBe('PROBLEM: connect ECONNREFUSED');
  });

  test('a consumer that ended is replaced', async () => {
    const { topic, call } = await startMapping();
    topic.crash(new Error('GROUP_AUTHORIZATION_FAILED'));
    await vi.waitUntil(() => !topic.isConsumed());
    await vi.waitUntil(topic.isConsumed);
    await topic.fetch(0, 1);
    expect((await call(0)).offsets).toEqual([0]);
  });
});
