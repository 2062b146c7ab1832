import { expect, test } from 'vitest';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { createDelivery } from '../../../lib/kafka/kafkajs/delivery.ts';
import type { Outcome } from '../../../lib/kafka/kafkajs/produce-round.ts';
import { type ProducerBatch, toBatches } from '../../../lib/kafka/kafkajs/producer-batch.ts';
import type { ProducerRecord } from '../../../lib/kafka/port.ts';

const record = (partition: number, text: string): ProducerRecord => ({
  topic: 't',
  partition,
  key: null,
  value: Buffer.from(text),
  timestamp: null,
  headers: [],
});
const topics = new Map([['t', { count: 3, leaders: [0, 0, 0], available: [0, 1, 2] }]]);
const never = new AbortController().signal;

const textOf = ({ value }: ProducerRecord): string => Buffer.from(value ?? []).toString();

/** A log whose broker does with a batch, in turn, what the script says; `ok` from its end on. */
const createWorld = (
  script: Readonly<Record<number, readonly ('ok' | 'lost' | 'identity lost' | 'too large' | Error)[]>>,
) => {
  const logs: string[][] = [[], [], []];
  const steps: number[] = [0, 0, 0];
  let resets = 0;
  let now = 0;
  const append = ({ partition, records }: ProducerBatch): number => {
    const log = logs[partition] ?? [];
    log.push(...records.map(textOf));
    return log.length - records.length;
  };
  const one = (batch: ProducerBatch): Outcome => {
    const step = steps[batch.partition] ?? 0;
    steps[batch.partition] = step + 1;
    const what = script[batch.partition]?.[step] ?? 'ok';
    if (what === 'ok') return { kind: 'delivered', batch, baseOffset: append(batch) };
    if (what === 'lost') return { kind: 'failed', batch, error: new RetriableError('Closed connection') };
    if (what === 'identity lost')
      return { kind: 'identity lost', batch, error: new ConnectError('UNKNOWN_PRODUCER_ID') };
    if (what === 'too large') return { kind: 'too large', batch };
    return { kind: 'refused', batch, error: new ConnectError(what.message) };
  };
  const advanced: number[] = [];
  const deliver = createDelivery({
    directory: { lookUp: async () => topics, expire: () => {} },
    identities: {
      next: async () => ({ producerId: 1n, producerEpoch: 0, baseSequence: 0 }),
      advance: (_topic, _partition, count) => advanced.push(count),
      reset: () => resets++,
    },
    round: async (batches) => batches.map(one),
    deliveryTimeoutMs: 1_000,
    createBackoff: () => ({
      pause: async () => {
        now += 100;
      },
      reset: () => {},
    }),
    now: () => now,
    log: silentLogger,
  });
  const send = (records: readonly ProducerRecord[], maxBatchBytes = 100_000) =>
    deliver(
      toBatches(records, topics, () => 0, { maxBatchBytes, maxRequestBytes: 100_000 }),
      ['t'],
      never,
    );
  return { send, logs, resets: () => resets, advanced };
};

const abc = [record(0, 'a'), record(1, 'x'), record(0, 'b'), record(0, 'c'), record(1, 'y')];

test('offsets come back in the order sent', async () => {
  const { send, logs } = createWorld({});
  expect(await send(abc)).toEqual([0, 0, 1, 2, 1]);
  expect(logs.slice(0, 2)).toEqual([
    ['a', 'b', 'c'],
    ['x', 'y'],
  ]);
});

test('what fails is tried again before anything behind it, and holds up no other partition', async () => {
  const { send, logs, resets } = createWorld({ 0: ['ok', 'lost', 'lost', 'ok'] });
  // One record a batch.
  await send(abc, 1);
  expect(logs.slice(0, 2)).toEqual([
    ['a', 'b', 'c'],
    ['x', 'y'],
  ]);
  expect(resets()).toBe(0);
});

test('a producer that the broker forgot becomes a new one', async () => {
  const { send, logs, resets } = createWorld({ 1: ['identity lost'] });
  await send(abc);
  expect([logs[1], resets()]).toEqual([['x', 'y'], 1]);
});

test('a batch too large for the broker is halved', async () => {
  const { send, logs, advanced } = createWorld({ 0: ['too large', 'too large'] });
  expect(await send(abc)).toEqual([0, 0, 1, 2, 1]);
  expect(logs[0]).toEqual(['a', 'b', 'c']);
  expect(advanced.sort()).toEqual([1, 1, 1, 2]);
});

test('giving up says why, can be retried, and forgets the numbers that are in doubt', async () => {
  const { send, resets } = createWorld({ 0: Array.from({ length: 99 }, () => 'lost' as const) });
  const failure = await send(abc).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(RetriableError);
  expect(String(failure)).toContain('3 record(s) for t-0 could not be delivered within 1000 ms');
  expect(String(failure)).toContain('Closed connection');
  expect(resets()).toBe(1);
});

test('a refusal is final', async () => {
  const { send } = createWorld({ 1: [new Error('TOPIC_AUTHORIZATION_FAILED')] });
  const failure = await send(abc).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(ConnectError);
  expect(failure).not.toBeInstanceOf(RetriableError);
});

const limits = { maxBatchBytes: 100, maxRequestBytes: 200 };

test('a record that no request can carry is refused with its size before anything is sent', () => {
  const attempt = () => toBatches([record(0, 'a'), record(0, 'x'.repeat(300))], topics, () => 0, limits);
  expect(attempt).toThrow(DataError);
  expect(attempt).toThrow(
    'The message for topic t is 382 bytes when serialized which is larger than 200, which is the value of the max.request.size',
  );
});

test('a partition that does not exist is refused', () => {
  expect(() => toBatches([record(3, 'a')], topics, () => 0, limits)).toThrow(
    '3 is not in the range [0...3) of topic t',
  );
});

test('batches are filled up to their size', () => {
  const records = Array.from({ length: 5 }, (_, i) => record(0, `${i}`));
  const batches = toBatches(records, topics, () => 0, limits);
  expect(batches.map(({ indexes }) => indexes)).toEqual([[0], [1], [2], [3], [4]]);
  expect(toBatches(records, topics, () => 0, { ...limits, maxBatchBytes: 110 }).map(({ indexes }) => indexes)).toEqual([
    [0, 1],
    [2, 3],
    [4],
  ]);
});
