import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readFiles } from '../../services/file-readers.ts';
import { createRunDirectory, type RunDirectory } from '../../services/run-directory.ts';
import { createTestDirectory } from '../hdfs/directory.ts';
import { createTestBucket } from '../s3/bucket.ts';
import { lensesConfig } from '../s3/lenses-tasks.ts';
import { deliverKilled, deliverRest } from './kill-delivery.ts';
import { checksumOf, PARTITION_IDS } from './numbered-records.ts';

/** KILL_TEST_ROWS=1000000 is the full size. */
const RECORDS = Number(process.env.KILL_TEST_ROWS ?? 40_000);
const PARTITIONS = 10;
const IS_FULL = RECORDS >= 1_000_000;
const KILLS = IS_FULL ? 20 : 3;
const PER_PARTITION = RECORDS / PARTITIONS;
const FILES_PER_PARTITION = 4;
const FLUSH_SIZE = PER_PARTITION / FILES_PER_PARTITION;
const TOPIC = 'numbers';

interface Target {
  readonly plugin: string;
  readonly config: Readonly<Record<string, string>>;
  files(): Promise<readonly string[]>;
  read(file: string): Promise<Buffer>;
}

const inS3 = async (format: string): Promise<Target> => {
  const bucket = await createTestBucket();
  const config = {
    ...bucket.config,
    'format.class': `io.confluent.connect.s3.format.${format}`,
    'files.span.batches': 'true',
  };
  return { plugin: 's3-sink', config, files: bucket.keys, read: bucket.read };
};

const inS3ByLenses = async (format: string): Promise<Target> => {
  const bucket = await createTestBucket();
  const into = `INSERT INTO ${bucket.name}:all SELECT * FROM ${TOPIC} STOREAS \`${format}\``;
  const config = { ...lensesConfig(bucket), 'connect.s3.kcql': `${into} PROPERTIES('flush.count'=${FLUSH_SIZE})` };
  return { plugin: 'lenses-s3-sink', config, files: bucket.keys, read: bucket.read };
};

const inHdfs = async (format: string): Promise<Target> => {
  const directory = await createTestDirectory();
  const config = { ...directory.config, 'format.class': `io.confluent.connect.hdfs.${format}` };
  return { plugin: 'hdfs-sink', config, files: directory.files, read: directory.read };
};

let run: RunDirectory;
beforeEach(async () => {
  run = await createRunDirectory('object-storage-kill');
});
afterEach(() => run.remove());

const copy = async ({ files, read }: Target): Promise<string> => {
  const directory = join(run.path, 'files');
  await mkdir(directory);
  for (const file of await files()) await writeFile(join(directory, file.replaceAll('/', '_')), await read(file));
  return directory;
};

const targets = [
  ['S3', 'parquet.ParquetFormat', inS3],
  ['HDFS', 'avro.AvroFormat', inHdfs],
  ['S3 by Lenses', 'AVRO', inS3ByLenses],
] as const;
const others = [
  ['S3', 'avro.AvroFormat', inS3],
  ['HDFS', 'parquet.ParquetFormat', inHdfs],
] as const;

test.each(IS_FULL ? [...targets, ...others] : targets)(
  '%s, %s: every record is in one file, and nothing else is left, however often the task is killed',
  async (_store, format, open) => {
    const target = await open(format);
    const begin = performance.now();
    const delivery = {
      plugin: target.plugin,
      config: { ...target.config, name: `sink-${randomUUID()}`, 'flush.size': String(FLUSH_SIZE) },
      topic: TOPIC,
      partitions: PARTITIONS,
      recordsPerPartition: PER_PARTITION,
      batchSize: Math.min(10_000, Math.floor(RECORDS / (6 * KILLS))),
      file: join(run.path, 'state.db'),
    };
    const kills = await deliverKilled(delivery, KILLS);
    // What a killed task had sent the store may carry out late, behind the next one's clearing up: the one after it finds it.
    await deliverRest(delivery);
    console.log(`${format}: ${RECORDS} records, ${kills} kills, ${Math.round((performance.now() - begin) / 1000)} s`);
    expect(kills).toBe(KILLS);
    expect((await target.files()).filter((file) => /\+tmp|\.indexes/.test(file))).toEqual([]);
    const facts = await readFiles(await copy(target));
    const expected = Array.from({ length: PARTITIONS * FILES_PER_PARTITION }, (_, index) => {
      const [partition, file] = [Math.floor(index / FILES_PER_PARTITION), index % FILES_PER_PARTITION];
      const from = file * FLUSH_SIZE;
      const first = partition * PARTITION_IDS + from;
      const checksum = checksumOf(partition, from, from + FLUSH_SIZE);
      return { count: FLUSH_SIZE, first, last: first + FLUSH_SIZE - 1, checksum };
    });
    const found = facts.map(({ file, ...rest }) => rest).sort((one, other) => one.first - other.first);
    expect(found).toEqual(expected);
  },
  900_000,
);
