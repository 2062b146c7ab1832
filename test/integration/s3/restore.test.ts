import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { afterEach, expect, inject, test } from 'vitest';
import { countRecords } from '../../worker/read-topic.ts';
import { type LineRecord, readRecordLines, recordLine, writeRecordLines } from '../../worker/record-lines.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { createTestBucket } from './bucket.ts';
import { sourceConfig } from './source-tasks.ts';

/** How many records; KILL_TEST_ROWS=100000 is the full size. */
const RECORDS = Number(process.env.KILL_TEST_ROWS ?? 1500);
const KILLS = RECORDS >= 100_000 ? 10 : 2;
const PARTITIONS = 3;
const WAIT_MS = 300_000;

const { bootstrapServers } = inject('kafka');
const kafka = new Kafka({ brokers: bootstrapServers.split(','), logLevel: logLevel.NOTHING });
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

const FORMATS = 'io.confluent.connect.s3.format';
const BYTES = 'org.apache.kafka.connect.converters.ByteArrayConverter';
const BACKUPS = {
  avro: { 'format.class': `${FORMATS}.avro.AvroFormat`, 'avro.codec': 'snappy' },
  json: {
    'format.class': `${FORMATS}.json.JsonFormat`,
    'format.json.schema.enable': 'true',
    's3.compression.type': 'gzip',
  },
  parquet: { 'format.class': `${FORMATS}.parquet.ParquetFormat` },
};
const CONVERTERS = { 'key.converter': BYTES, 'value.converter': BYTES, 'header.converter': BYTES };

const bytesAt = (n: number): Uint8Array =>
  Uint8Array.from({ length: n % 50 }, (_, index) => (n * 31 + index * 7) % 256);

/** Every kind of record that Kafka takes: no key, no value, neither; headers of one name, without a value, of any bytes. */
const recordAt = (n: number): LineRecord => ({
  partition: n % PARTITIONS,
  timestamp: 1_700_000_000_000 + n * 1000 - (n % 4) * 5000,
  key: n % 7 === 0 ? null : Buffer.concat([Buffer.from(`k${n}`), bytesAt(n)]),
  value:
    n % 5 === 0 ? null : n % 11 === 0 ? new Uint8Array() : Buffer.concat([Buffer.from(`{"n":${n}}\n`), bytesAt(n)]),
  headers:
    n % 3 === 0
      ? []
      : [
          ['trace', Buffer.from(`h${n}`)],
          ['', Buffer.from('007')],
          ['größe', null],
          ['trace', Uint8Array.of(0, 255, n % 256)],
          ['empty', new Uint8Array()],
        ],
});

test(`topics are restored to the byte, though the worker is killed ${KILLS} times: keys, tombstones, headers, timestamps, partitions`, async () => {
  const bucket = await createTestBucket();
  const topics = Object.keys(BACKUPS).map((format) => `${format}-${randomUUID()}`);
  const copies = topics.map((topic) => `copy-of-${topic}`);
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({
    // The records are years old, and would be deleted.
    topics: [...topics, ...copies].map((topic) => ({
      topic,
      numPartitions: PARTITIONS,
      configEntries: [{ name: 'retention.ms', value: '-1' }],
    })),
  });
  await admin.disconnect();
  const lines = Array.from({ length: RECORDS }, (_, n) => recordLine(recordAt(n)));
  for (const topic of topics) await writeRecordLines(bootstrapServers, topic, lines);

  worker = await startWorkerProcess({
    'bootstrap.servers': bootstrapServers,
    'group.id': randomUUID(),
    'exactly.once.source.support': 'enabled',
  });
  const { client } = worker;
  for (const [index, config] of Object.values(BACKUPS).entries()) {
    const topic = topics[index] ?? '';
    await client.create(`backup-${topic}`, {
      ...bucket.config,
      ...CONVERTERS,
      ...config,
      'connector.class': 'io.confluent.connect.s3.S3SinkConnector',
      topics: topic,
      'topics.dir': topic,
      mode: 'BACKUP_FULL_RECORD',
      'files.span.batches': 'true',
      'flush.size': String(RECORDS / 10),
      'rotate.schedule.interval.ms': '1000',
      timezone: 'UTC',
      'event.source.batching.window.ms': '100',
      'retry.backoff.ms': '100',
    });
    // While the backup goes on.
    await client.create(`restore-${topic}`, {
      ...sourceConfig(bucket, { ...CONVERTERS, ...config }),
      'connector.class': 'io.confluent.connect.s3.source.S3SourceConnector',
      'tasks.max': '2',
      mode: 'RESTORE_BACKUP_FULL_RECORD',
      'topics.dir': topic,
      's3.poll.interval.ms': '500',
      transforms: 'copy',
      'transforms.copy.type': 'org.apache.kafka.connect.transforms.RegexRouter',
      'transforms.copy.regex': '.*',
      'transforms.copy.replacement': 'copy-of-$0',
    });
  }
  const count = async () =>
    (await Promise.all(copies.map((copy) => countRecords(bootstrapServers, copy)))).reduce((sum, n) => sum + n, 0);
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await count();
    await waitFor('records to move', async () => (await count()) > before, WAIT_MS);
    await worker.kill();
    await worker.restart();
  }
  for (const [index, topic] of topics.entries()) {
    const copy = copies[index] ?? '';
    await waitFor('as many offsets', async () => (await countRecords(bootstrapServers, copy)) >= RECORDS, WAIT_MS);
    const restored = await waitFor(
      'all records',
      async () => {
        const found = await readRecordLines(bootstrapServers, copy);
        return found.length >= RECORDS && found;
      },
      WAIT_MS,
    );
    expect(restored).toEqual(await readRecordLines(bootstrapServers, topic));
  }
}, 900_000);
