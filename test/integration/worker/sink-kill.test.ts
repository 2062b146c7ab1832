import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createBucketView } from '../../demo/arrived.ts';
import { createBucket } from '../../services/s3/create-bucket.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

const RECORDS = Number(process.env.KILL_TEST_ROWS ?? 20_000);
/** Each costs a session timeout of the consumer group. */
const KILLS = RECORDS >= 100_000 ? 10 : 2;
const TIMEOUT_MS = 300_000;
const { bootstrapServers } = inject('kafka');
const s3 = inject('s3');
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

/** Numbered records over four partitions, by a client that is not under test. */
const fillTopic = async (topic: string, from: number, to: number): Promise<void> => {
  const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 4 }] });
  await admin.disconnect();
  const producer = kafka.producer();
  await producer.connect();
  for (let first = from; first < to; first += 1000) {
    const messages = Array.from({ length: Math.min(1000, to - first) }, (_, index) => ({
      partition: (first + index) % 4,
      value: JSON.stringify({ n: first + index }),
    }));
    await producer.send({ topic, messages });
  }
  await producer.disconnect();
};

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

const json = {
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter.schemas.enable': 'false',
};

/** Fills the topic in pieces, and kills the worker soon after it began on each. */
const killRepeatedly = async (running: WorkerProcess, topic: string, written: () => Promise<number>): Promise<void> => {
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = await written();
    await fillTopic(topic, Math.floor((RECORDS * kill) / KILLS), Math.floor((RECORDS * (kill + 1)) / KILLS));
    await waitFor('records to be written', async () => (await written()) > before);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 100));
    await running.kill();
    await running.restart();
  }
};

describe(`a sink killed ${KILLS} times while it takes ${RECORDS} records`, () => {
  it('leaves each record once in S3, since redelivered batches overwrite', { timeout: TIMEOUT_MS }, async () => {
    const topic = `sink-${randomUUID()}`;
    const bucket = `bucket-${randomUUID()}`;
    await createBucket(s3, bucket);
    const view = createBucketView(s3, bucket);
    const read = async (): Promise<readonly number[]> => {
      const texts = await Promise.all((await view.keys()).map(view.text));
      return texts.flatMap((text) =>
        text
          .split('\n')
          .filter(Boolean)
          .map((line): number => JSON.parse(line).n),
      );
    };
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    await worker.client.create(topic, {
      'connector.class': 'S3Sink',
      topics: topic,
      'storage.class': 'io.confluent.connect.s3.storage.S3Storage',
      's3.bucket.name': bucket,
      's3.region': s3.region,
      'store.url': s3.endpoint,
      'aws.access.key.id': s3.accessKeyId,
      'aws.secret.access.key': s3.secretAccessKey,
      'format.class': 'io.confluent.connect.s3.format.json.JsonFormat',
      'flush.size': '500',
      'files.span.batches': 'false',
      'event.source.batch.size': '700',
      'event.source.batching.window.ms': '100',
      ...json,
    });
    await killRepeatedly(worker, topic, async () => (await view.keys()).length);
    await waitFor('all records', async () => new Set(await read()).size === RECORDS, 120_000);
    expect(sorted(await read())).toEqual(numbers(RECORDS));
    view.close();
  });

  it('writes none twice under at-most-once', { timeout: TIMEOUT_MS }, async () => {
    const topic = `sink-${randomUUID()}`;
    const file = join(tmpdir(), `${topic}.txt`);
    const read = async (): Promise<readonly number[]> => {
      const text = await readFile(file, 'utf8').catch(() => '');
      return [...text.matchAll(/n=(\d+)/g)].map(([, n]) => Number(n));
    };
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    await worker.client.create(topic, {
      'connector.class': 'FileStreamSink',
      topics: topic,
      file,
      'delivery.guarantee': 'at_most_once',
      'event.source.batch.size': '100',
      ...json,
    });
    await killRepeatedly(worker, topic, async () => (await read()).length);
    await fillTopic(topic, RECORDS, RECORDS + 4);
    await waitFor('the last records', async () => (await read()).filter((n) => n >= RECORDS).length === 4, 120_000);
    const written = await read();
    console.info(`at-most-once sink: ${RECORDS} records, ${KILLS} kills, ${RECORDS + 4 - written.length} left out`);
    expect(new Set(written).size).toBe(written.length);
  });
});
