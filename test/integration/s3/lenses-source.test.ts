import { expect, test } from 'vitest';
import type { SinkRecord, SourceRecord } from '../../../lib/connect/record.ts';
import { INT32_SCHEMA, OPTIONAL_STRING_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { lensesS3Source } from '../../../lib/connectors/object-storage/lenses-s3-source/connector.ts';
import { lensesS3SourceTask } from '../../../lib/connectors/object-storage/lenses-s3-source/task.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { sourceTaskContract } from '../../contract/tasks/source-task-contract.ts';
import { storedOffsets } from '../../contract/tasks/stored-offsets.ts';
import { createTestBucket, sinkRecord, type TestBucket } from './bucket.ts';
import { deliverLenses, lensesConfig } from './lenses-tasks.ts';
import { putObject } from './source-tasks.ts';

/** All that is found, from the offsets of records that were read before. */
const read = async (
  bucket: TestBucket,
  kcql: string,
  more: Readonly<Record<string, string>> = {},
  before: readonly SourceRecord[] = [],
): Promise<readonly SourceRecord[]> => {
  const raw = { ...lensesConfig(bucket), 'connect.s3.kcql': kcql.replaceAll('BUCKET', bucket.name), ...more };
  const [configs = {}] = lensesS3Source.taskConfigs(raw, 1);
  const task = await lensesS3SourceTask.start(configs, sourceContext(configs, storedOffsets(before)));
  const records: SourceRecord[] = [];
  const { signal } = new AbortController();
  try {
    for (let batch = await task.poll(signal); batch !== null; batch = await task.poll(signal)) records.push(...batch);
  } finally {
    await task.stop?.();
  }
  return records;
};

const ROW = structSchema([['n', INT32_SCHEMA]]);
const header = { key: 'h', schema: STRING_SCHEMA, value: 'x' };
const whole = (n: number, kafkaPartition: number): SinkRecord =>
  sinkRecord(n, new Struct(ROW, [n]), {
    valueSchema: ROW,
    keySchema: STRING_SCHEMA,
    key: `k${n}`,
    headers: [header],
    timestamp: 1000 + n,
    kafkaPartition,
  });

test.each(['AVRO', 'PARQUET', 'JSON'])('what the sink stored whole as %s is restored', async (format) => {
  const bucket = await createTestBucket();
  const store = `STOREAS \`${format}\` PROPERTIES('store.envelope'=true, 'flush.count'=3)`;
  const sent = [0, 1].flatMap((partition) => [0, 1, 2, 3, 4, 5].map((n) => whole(n, partition)));
  await deliverLenses(bucket, `INSERT INTO BUCKET:back SELECT * FROM orders ${store}`, sent);
  const kcql = `INSERT INTO restored SELECT * FROM BUCKET:back STOREAS \`${format}\` LIMIT 2 PROPERTIES('store.envelope'=true)`;
  const found = await read(bucket, kcql);
  expect(found).toEqual(
    sent.map(({ kafkaPartition, timestamp, key, kafkaOffset }) =>
      expect.objectContaining<object>({
        topic: 'restored',
        kafkaPartition,
        timestamp,
        key,
        ...expectedValue(format, kafkaOffset),
      }),
    ),
  );
  expect(found[0]?.headers).toEqual([{ key: 'h', schema: OPTIONAL_STRING_SCHEMA, value: 'x' }]);
  expect(await read(bucket, kcql, {}, found.slice(0, 4))).toEqual(found.slice(4));
});

/** JSON is given back as text. */
const expectedValue = (format: string, n: number): object =>
  format === 'JSON'
    ? { valueSchema: OPTIONAL_STRING_SCHEMA, value: `{"n":${n}}` }
    : { value: expect.objectContaining({ values: [n] }) };

test('lines, with partitions by name, endings and an expression', async () => {
  const bucket = await createTestBucket();
  await putObject(bucket, 'in/t/3/1.txt', '1 yes\nno\n22 yes\n');
  await putObject(bucket, 'in/t/3/2.tmp', '5 no\n');
  await putObject(bucket, 'in/.indexes/c/1.txt', '6 no\n');
  const kcql =
    "INSERT INTO lines SELECT * FROM BUCKET:in STOREAS `TEXT` PROPERTIES('read.text.mode'='regex', 'read.text.regex'='^[1-9].*')";
  const found = await read(bucket, kcql, {
    'connect.s3.source.partition.extractor.type': 'hierarchical',
    'connect.s3.source.extension.excludes': 'tmp',
  });
  expect(found.map(({ value, kafkaPartition }) => [value, kafkaPartition])).toEqual([
    ['1 yes', 3],
    ['22 yes', 3],
  ]);
});

test('CSV without its first line, and bytes as they are', async () => {
  const bucket = await createTestBucket();
  await putObject(bucket, 'csv/a.csv', '"n"\n"1"\n"2"\n');
  await putObject(bucket, 'bytes/a/p5.bin', Buffer.from([1, 10, 2]));
  const kcql =
    'INSERT INTO c SELECT * FROM BUCKET:csv STOREAS `CSV_WithHeaders`; INSERT INTO b SELECT * FROM BUCKET:bytes STOREAS `BYTES`';
  const found = await read(bucket, kcql, {
    'connect.s3.source.partition.extractor.type': 'regex',
    'connect.s3.source.partition.extractor.regex': 'p([0-9]*)\\.bin',
  });
  expect(found.map(({ topic, value, kafkaPartition }) => [topic, value, kafkaPartition])).toEqual([
    ['c', '"1"', null],
    ['c', '"2"', null],
    ['b', Buffer.from([1, 10, 2]), 5],
  ]);
});

sourceTaskContract('lenses-s3-source', {
  connector: lensesS3Source,
  task: lensesS3SourceTask,
  open: async () => {
    const bucket = await createTestBucket();
    for (const key of ['a/1.txt', 'a/2.txt', 'b/c/1.txt', 'z.txt']) await putObject(bucket, `in/${key}`, 'x\ny\n\n');
    const config = {
      ...lensesConfig(bucket),
      'connect.s3.kcql': `INSERT INTO lines SELECT * FROM ${bucket.name}:in STOREAS \`TEXT\` LIMIT 2`,
      'connect.s3.source.empty.results.backoff.max.delay': '1',
    };
    const failing = { ...config, 'connect.s3.kcql': 'INSERT INTO lines SELECT * FROM no-such-bucket-anywhere:in' };
    return { config, records: 12, failing };
  },
});
