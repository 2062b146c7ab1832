import { randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { countRecords, readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { headersOf, readLetters } from './read-letters.ts';

const TIMEOUT_MS = 180_000;
const { bootstrapServers } = inject('kafka');
let worker: WorkerProcess;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'errors-'));
  worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
}, TIMEOUT_MS);

afterEach(async () => {
  await worker.remove();
  await rm(directory, { recursive: true, force: true });
});

const letterConfig = (topic: string) => ({
  'errors.tolerance': 'all',
  'errors.deadletterqueue.topic.name': topic,
  'errors.deadletterqueue.topic.replication.factor': '1',
  'errors.deadletterqueue.context.headers.enable': 'true',
});

const hasRecords = (topic: string, count: number) =>
  waitFor(`${count} records in ${topic}`, async () => (await countRecords(bootstrapServers, topic)) === count, 60_000);

const payloadOf = (value: Buffer | null): unknown => JSON.parse(value?.toString() ?? 'null').payload;

const lines = (file: string, topic: string, deadLetters: string) => ({
  'connector.class': 'FileStreamSource',
  file,
  topic,
  'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
  ...letterConfig(deadLetters),
});

test('a source writes dead letters for what it cannot transform, and does not read it again', {
  timeout: TIMEOUT_MS,
}, async () => {
  const [topic, deadLetters, file] = [`src-${randomUUID()}`, `dlq-${randomUUID()}`, join(directory, 'in.txt')];
  await writeFile(file, '1\nnot a number\n3\n');
  await worker.client.create('numbers', {
    ...lines(file, topic, deadLetters),
    transforms: 'cast',
    'transforms.cast.type': 'org.apache.kafka.connect.transforms.Cast$Value',
    'transforms.cast.spec': 'int32',
  });
  await hasRecords(topic, 2);
  await hasRecords(deadLetters, 1);
  await waitFor('the offset behind the last line', async () => {
    const { body } = await worker.client.call('GET', '/connectors/numbers/offsets');
    return JSON.stringify(body).includes('"position":17');
  });

  await worker.kill();
  await appendFile(file, '4\n');
  await worker.restart();
  await hasRecords(topic, 3);
  expect((await readTopic(bootstrapServers, topic)).map(({ value }) => value)).toEqual(['1', '3', '4']);
  const [letter, ...more] = await readLetters(bootstrapServers, deadLetters);
  expect(more).toEqual([]);
  expect(payloadOf(letter?.value ?? null)).toBe('not a number');
  expect(letter && headersOf(letter)).toMatchObject({
    '__connect.errors.topic': topic,
    '__connect.errors.source.partition': JSON.stringify({ filename: file }),
    '__connect.errors.source.offset': '{"position":15}',
    '__connect.errors.stage': 'TRANSFORMATION',
    '__connect.errors.class.name': 'org.apache.kafka.connect.transforms.Cast$Value',
  });
});

test('a source writes a dead letter of a record that is too large for its topic', { timeout: TIMEOUT_MS }, async () => {
  const [topic, deadLetters, file] = [`src-${randomUUID()}`, `dlq-${randomUUID()}`, join(directory, 'in.txt')];
  const large = 'x'.repeat(2_000_000);
  await writeFile(file, `before\n${large}\nafter\n`);
  await worker.client.create('large', {
    ...lines(file, topic, deadLetters),
    'topic.creation.default.partitions': '1',
    'topic.creation.default.replication.factor': '1',
    'topic.creation.default.max.message.bytes': '1048576',
  });
  await hasRecords(topic, 2);
  await hasRecords(deadLetters, 1);
  expect((await readTopic(bootstrapServers, topic)).map(({ value }) => value)).toEqual(['before', 'after']);
  const [letter] = await readLetters(bootstrapServers, deadLetters);
  expect(payloadOf(letter?.value ?? null)).toBe(large);
  expect(letter && headersOf(letter)).toMatchObject({
    '__connect.errors.stage': 'KAFKA_PRODUCE',
    '__connect.errors.exception.message': expect.stringContaining('more than the topic takes'),
  });
});

test('a sink goes on without a poison record among 10,000', { timeout: TIMEOUT_MS }, async () => {
  const [topic, deadLetters, file] = [`in-${randomUUID()}`, `dlq-${randomUUID()}`, join(directory, 'out.txt')];
  const poison = Buffer.from([0x7b, 0xff, 0x00]);
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  const messages = Array.from({ length: 10_000 }, (_, n) => ({
    value: n === 5000 ? poison : Buffer.from(`{"n":${n}}`),
  }));
  await producer.send({ topic, messages });
  await producer.disconnect();
  await worker.client.create('sink', {
    'connector.class': 'FileStreamSink',
    topics: topic,
    file,
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
    ...letterConfig(deadLetters),
  });
  const written = await waitFor('all good records', async () => {
    const text = await readFile(file, 'utf8').catch(() => '');
    const found = text.split('\n').slice(0, -1);
    return found.length >= 9_999 && found;
  });
  expect(new Set(written).size).toBe(9_999);
  expect(written).toHaveLength(9_999);
  await hasRecords(deadLetters, 1);
  const [letter] = await readLetters(bootstrapServers, deadLetters);
  expect(letter?.value).toEqual(poison);
  expect((await worker.client.status('sink')).tasks?.[0]?.state).toBe('RUNNING');
});
