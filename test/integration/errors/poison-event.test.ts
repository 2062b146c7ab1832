import { randomUUID } from 'node:crypto';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { SinkTaskPlugin } from '../../../lib/config/define-task.ts';
import { DataError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { converters, headerConverters } from '../../../lib/converters/catalogue.ts';
import { encodeKafkaEvent } from '../../../lib/kafka/event.ts';
import { createKafkaJs } from '../../../lib/kafka/kafkajs/create-kafkajs.ts';
import type { ConsumerRecord } from '../../../lib/kafka/port.ts';
import { predicates } from '../../../lib/predicates/catalogue.ts';
import { systemClock } from '../../../lib/runtime/clock.ts';
import { createSinkFunction } from '../../../lib/runtime/sink/sink-function.ts';
import { createSinkHost } from '../../../lib/runtime/sink/sink-host.ts';
import { parseWorkerConfig } from '../../../lib/runtime/worker-config.ts';
import { createInvocationContext } from '../../../lib/standalone/local-context.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';
import { recordedSinks } from '../../conformance/dead-letters/recorded.ts';
import { deploy } from '../../unit/runtime/fixtures.ts';
import { headersOf, readLetters } from './read-letters.ts';

const SIZE = 10_000;
const { bootstrapServers } = inject('kafka');

/** Stores a put whole or not at all, and refuses one that holds `{"n":"refused"}`. */
const keepingSink = (stored: string[]): SinkTaskPlugin => ({
  kind: 'sink',
  start: async () => ({
    put: async (records) => {
      const values = records.map(({ value }) => JSON.stringify(value));
      if (values.includes('{"n":"refused"}')) throw new DataError('refused');
      stored.push(...values);
    },
  }),
});

const recordOf = (name: string) => {
  const found = recordedSinks.find((one) => one.name === name);
  if (found === undefined) throw new Error(`nothing is recorded of ${name}`);
  return found;
};

/** An event of 10,000 records, numbered by their offsets, with these in their places. */
const eventWith = (topic: string, partition: number, ...others: readonly ConsumerRecord[]) => {
  const records = Array.from(
    { length: SIZE },
    (_, offset): ConsumerRecord =>
      others.find((one) => one.offset === offset) ?? {
        topic,
        partition,
        offset,
        timestamp: 1_700_000_000_000,
        timestampType: 'CREATE_TIME',
        key: Buffer.from(`k${offset}`),
        value: Buffer.from(`{"n":${offset}}`),
        headers: [],
      },
  );
  return encodeKafkaEvent([{ topic, partition, records }], bootstrapServers);
};

const numbered = (...without: readonly number[]) =>
  Array.from({ length: SIZE }, (_, n) => n)
    .filter((n) => !without.includes(n))
    .map((n) => `{"n":${n}}`);

/** The function of a sink, as its event source mapping invokes it, over a real Kafka. */
const setUp = async (connector: string, config: Readonly<Record<string, string>>) => {
  const storage = createMemoryStorage();
  const deadLetterTopic = `dlq-${randomUUID()}`;
  const worker = parseWorkerConfig({
    'bootstrap.servers': bootstrapServers,
    'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
    'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
  });
  const host = createSinkHost({
    storage,
    kafka: createKafkaJs({}),
    plugins: { converters, headerConverters, transformations, predicates },
    worker,
    resolveConfig: async (config) => ({ config, ttlMs: undefined, secrets: [] }),
    workerId: 'worker',
    clock: systemClock,
    log: silentLogger,
    configRefreshMs: 0,
  });
  onTestFinished(() => host.close());
  await deploy(storage, connector, {
    'errors.tolerance': 'all',
    'errors.deadletterqueue.topic.name': deadLetterTopic,
    'errors.deadletterqueue.topic.replication.factor': '1',
    'errors.deadletterqueue.context.headers.enable': 'true',
    ...config,
  });
  const stored: string[] = [];
  const invoke = (event: unknown) => {
    const plugin = keepingSink(stored);
    const handler = createSinkFunction({
      host,
      plugin,
      pluginVersion: '1',
      clock: systemClock,
      reportsBatchItemFailures: true,
    });
    return handler(event, createInvocationContext('sink', connector, systemClock));
  };
  return { invoke, stored, letters: () => readLetters(bootstrapServers, deadLetterTopic) };
};

test('a poison record in an event of 10,000 costs that record alone, and is a dead letter byte for byte as in Kafka Connect', async () => {
  const { name, config, record, letter } = recordOf('value-converter');
  const { invoke, stored, letters } = await setUp(`sink-${name}`, { topics: record.topic, ...config });
  expect(await invoke(eventWith(record.topic, record.partition, record))).toEqual({ batchItemFailures: [] });
  expect(stored).toEqual(numbered(record.offset));

  const [own, ...more] = await letters();
  expect(more).toEqual([]);
  expect(own?.value?.equals(letter.value ?? Buffer.alloc(0))).toBe(true);
  expect(own?.key?.equals(letter.key ?? Buffer.alloc(0))).toBe(true);
  expect(own).toMatchObject({ partition: 0, timestamp: letter.timestamp });
  // Frames name places in the program: they cannot be Java's.
  const comparable = (key: string, value: Uint8Array | null) =>
    key === '__connect.errors.exception.stacktrace' ? key : `${key} ${Buffer.from(value ?? []).toString('hex')}`;
  expect(own?.headers.map(([key, value]) => comparable(key, value))).toEqual(
    letter.headers.map(({ key, value }) => comparable(key, value)),
  );
});

test('so does one that the target refuses, though its put took all 10,000', async () => {
  const topic = 'orders';
  const refused: ConsumerRecord = {
    topic,
    partition: 3,
    offset: 7_777,
    timestamp: 1_700_000_000_777,
    timestampType: 'CREATE_TIME',
    key: Buffer.from([0, 255]),
    value: Buffer.from('{ "n":  "refused" }'),
    headers: [{ key: 'trace', value: Buffer.from([1, 2, 200]) }],
  };
  const { invoke, stored, letters } = await setUp('refused', {
    topics: topic,
    'key.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
  });
  expect(await invoke(eventWith(topic, 3, refused))).toEqual({ batchItemFailures: [] });
  expect(stored).toEqual(numbered(7_777));
  const [own, ...more] = await letters();
  expect(more).toEqual([]);
  expect(own).toMatchObject({ key: refused.key, value: refused.value, timestamp: refused.timestamp });
  expect(own?.headers[0]).toEqual(['trace', refused.headers[0]?.value]);
  expect(own && headersOf(own)).toMatchObject({
    '__connect.errors.topic': topic,
    '__connect.errors.partition': '3',
    '__connect.errors.offset': '7777',
    '__connect.errors.stage': 'TASK_PUT',
    '__connect.errors.exception.message': 'refused',
  });
});

test('an event of nothing but poison is 10,000 dead letters, in order', async () => {
  const topic = 'broken';
  const { invoke, stored, letters } = await setUp('broken', {
    topics: topic,
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  });
  expect(await invoke(eventWith(topic, 0))).toEqual({ batchItemFailures: [] });
  expect(stored).toEqual([]);
  expect((await letters()).map(({ value }) => value?.toString())).toEqual(numbered());
});
