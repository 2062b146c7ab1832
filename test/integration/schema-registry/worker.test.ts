import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, expect, inject, it } from 'vitest';
import { service } from '../../services/on-demand.ts';
import { countRecords } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

const { bootstrapServers } = inject('kafka');
const { url } = await service('schema-registry');
const RECORDS = 25;

let worker: WorkerProcess | undefined;
let folder = '';

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** A message whose schema nobody has. */
const produceStray = async (topic: string): Promise<void> => {
  const producer = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: Buffer.of(0, 0x7f, 0xff, 0xff, 0xff, 1) }] });
  await producer.disconnect();
};

const linesOf = async (file: string): Promise<readonly string[]> =>
  (await readFile(file, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');

it.each([
  'io.confluent.connect.avro.AvroConverter',
  'io.confluent.connect.protobuf.ProtobufConverter',
  'io.confluent.connect.json.JsonSchemaConverter',
])(
  '%s takes records through Kafka, and a record of an unknown schema goes to the dead letter queue alone',
  async (converter) => {
    folder = await mkdtemp(join(tmpdir(), 'connect-registry-'));
    const topic = `users-${randomUUID().slice(0, 8)}`;
    const file = join(folder, 'users.txt');
    const converters = {
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': converter,
      'value.converter.schema.registry.url': url,
    };
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    await worker.client.create('users', {
      'connector.class': 'io.confluent.kafka.connect.datagen.DatagenConnector',
      'kafka.topic': topic,
      quickstart: 'users',
      iterations: String(RECORDS),
      'max.interval': '0',
      'tasks.max': '1',
      ...converters,
    });
    await waitFor('all records', async () => (await countRecords(bootstrapServers, topic)) === RECORDS);
    await produceStray(topic);
    await worker.client.create('to-file', {
      'connector.class': 'FileStreamSink',
      topics: topic,
      file,
      'tasks.max': '1',
      'event.source.batching.window.ms': '100',
      'errors.tolerance': 'all',
      'errors.deadletterqueue.topic.name': `${topic}-dlq`,
      'errors.deadletterqueue.topic.replication.factor': '1',
      ...converters,
    });
    const lines = await waitFor('all lines', async () => {
      const found = await linesOf(file);
      return found.length >= RECORDS && found;
    });
    expect(lines).toHaveLength(RECORDS);
    expect(lines[0]).toMatch(/^Struct\{.*userid=User_\d/);
    await waitFor('the dead letter', async () => (await countRecords(bootstrapServers, `${topic}-dlq`)) === 1);
    const subjects: unknown = await (await fetch(`${url}/subjects/${topic}-value/versions`)).json();
    expect(subjects).toEqual([1]);
  },
);
