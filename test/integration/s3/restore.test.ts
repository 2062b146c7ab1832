import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, expect, inject, test } from 'vitest';
import { readCommitted } from '../../worker/read-committed.ts';
import { countRecords } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { createTestBucket } from './bucket.ts';
import { sourceConfig } from './source-tasks.ts';

/** How many records; KILL_TEST_ROWS=100000 is the full size. */
const RECORDS = Number(process.env.KILL_TEST_ROWS ?? 6000);
const KILLS = RECORDS >= 100_000 ? 10 : 2;
const PARTITIONS = 3;
const PER_PARTITION = RECORDS / PARTITIONS;
const FLUSH_SIZE = PER_PARTITION / 10;
const WAIT_MS = 180_000;

const { bootstrapServers } = inject('kafka');
const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

const FORMATS = 'io.confluent.connect.s3.format';
const CONTENT = {
  'format.class': `${FORMATS}.bytearray.ByteArrayFormat`,
  'store.kafka.keys': 'true',
  'keys.format.class': `${FORMATS}.avro.AvroFormat`,
  'store.kafka.headers': 'true',
  'headers.format.class': `${FORMATS}.json.JsonFormat`,
  'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
  'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
  'header.converter': 'org.apache.kafka.connect.storage.StringConverter',
};

const messageAt = (n: number) => ({ key: `k${n}`, value: `{"n": ${n}}`, headers: { trace: `h${n}` } });

const fill = async (topic: string): Promise<void> => {
  const producer = kafka.producer();
  await producer.connect();
  for (let first = 0; first < RECORDS; first += 1000) {
    const numbers = Array.from({ length: Math.min(1000, RECORDS - first) }, (_, index) => first + index);
    await producer.send({ topic, messages: numbers.map((n) => ({ ...messageAt(n), partition: n % PARTITIONS })) });
  }
  await producer.disconnect();
};

/** What is in each partition, without what came again. */
const readWhole = async (topic: string): Promise<ReadonlyArray<ReadonlyMap<string, string>>> => {
  const seen = Array.from({ length: PARTITIONS }, () => new Map<string, string>());
  const consumer = kafka.consumer({ groupId: randomUUID() });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ partition, message: { key, value, headers } }) => {
      seen[partition]?.set(String(key), `${value} ${headers?.trace}`);
    },
  });
  await waitFor('all records', async () => seen.reduce((sum, { size }) => sum + size, 0) >= RECORDS, WAIT_MS);
  await consumer.disconnect();
  return seen;
};

test(`a topic is restored, partitions, keys and headers, though the worker is killed ${KILLS} times`, async () => {
  const bucket = await createTestBucket();
  const topic = `backup-${randomUUID()}`;
  const copy = `copy-of-${topic}`;
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [topic, copy].map((name) => ({ topic: name, numPartitions: PARTITIONS })) });
  await admin.disconnect();
  await fill(topic);
  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'group.id': topic,
    'exactly.once.source.support': 'enabled',
  });
  const { client } = worker;
  await client.create('backup', {
    ...bucket.config,
    ...CONTENT,
    'connector.class': 'io.confluent.connect.s3.S3SinkConnector',
    topics: topic,
    'files.span.batches': 'true',
    'flush.size': String(FLUSH_SIZE),
    'event.source.batching.window.ms': '100',
  });
  const stored = async () => (await bucket.keys()).filter((key) => key.endsWith('.bin')).length;
  await waitFor('the backup', async () => (await stored()) === RECORDS / FLUSH_SIZE, WAIT_MS);

  await client.create('restore', {
    ...sourceConfig(bucket, CONTENT),
    'connector.class': 'io.confluent.connect.s3.source.S3SourceConnector',
    'tasks.max': '2',
    transforms: 'copy',
    'transforms.copy.type': 'org.apache.kafka.connect.transforms.RegexRouter',
    'transforms.copy.regex': '.*',
    'transforms.copy.replacement': 'copy-of-$0',
  });
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await countRecords(bootstrapServers, copy);
    await waitFor('records to move', async () => (await countRecords(bootstrapServers, copy)) > before, WAIT_MS);
    await worker.kill();
    await worker.restart();
  }
  const values = await waitFor(
    'all records',
    async () => {
      const committed = await readCommitted(bootstrapServers, copy);
      return new Set(committed).size === RECORDS && committed;
    },
    WAIT_MS,
  );
  expect(values).toHaveLength(RECORDS);
  const expected = Array.from({ length: PARTITIONS }, (_, partition) =>
    Array.from({ length: PER_PARTITION }, (__, index) => messageAt(index * PARTITIONS + partition)),
  );
  expect((await readWhole(copy)).map((records) => [...records])).toEqual(
    expected.map((messages) => messages.map(({ key, value, headers }) => [key, `${value} ${headers.trace}`])),
  );
}, 600_000);
