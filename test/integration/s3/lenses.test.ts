import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { INT32_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { createTestBucket, sinkRecord, type TestBucket } from './bucket.ts';
import { deliverLenses } from './lenses-tasks.ts';

const ROW = structSchema([
  ['n', INT32_SCHEMA],
  ['s', STRING_SCHEMA],
]);
const row = (n: number, more: Partial<SinkRecord> = {}) =>
  sinkRecord(n, new Struct(ROW, [n, `a "${n}"`]), { valueSchema: ROW, timestamp: 1000 + n, ...more });

const finished = async (bucket: TestBucket) => (await bucket.keys()).filter((key) => !key.includes('.indexes/'));
const textOf = async (bucket: TestBucket, key: string) => String(await bucket.read(key));
const rows = (count: number) => Array.from({ length: count }, (_, n) => row(n));

test('files are named after their last record and the times of all, and grow over batches and tasks', async () => {
  const bucket = await createTestBucket();
  const kcql =
    "INSERT INTO BUCKET:back/up SELECT * FROM `*` PROPERTIES('flush.count'=10, 'padding.length.partition'=3)";
  await deliverLenses(bucket, kcql, rows(20));
  const keys = ['9_1000_1009', '19_1010_1019'].map((name) => `back/up/orders/000/${name}.json`);
  expect(await bucket.keys()).toEqual(keys.toSorted());
  const lines = (await Promise.all(keys.map((key) => textOf(bucket, key)))).join('').trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(rows(20).map((_, n) => ({ n, s: `a "${n}"` })));
});

test('PARTITIONBY of key, header and value', async () => {
  const bucket = await createTestBucket();
  const kcql =
    'INSERT INTO BUCKET SELECT * FROM orders PARTITIONBY _key.id,_header.h,s WITH_FLUSH_COUNT = 4 STOREAS `TEXT`';
  const keyed = (n: number) =>
    sinkRecord(n, `text ${n}`, {
      valueSchema: STRING_SCHEMA,
      key: { id: n % 2 },
      headers: [{ key: 'h', schema: STRING_SCHEMA, value: 'x' }],
    });
  await deliverLenses(bucket, kcql.replace(',s', ''), [0, 1, 2, 3].map(keyed));
  expect(await bucket.keys()).toEqual(['id=0/h=x/orders(0_000000000002).text', 'id=1/h=x/orders(0_000000000003).text']);
  expect(await textOf(bucket, 'id=0/h=x/orders(0_000000000002).text')).toBe('text 0\ntext 2\n');
  const other = await createTestBucket();
  await deliverLenses(other, kcql, [0, 2].map(keyed).concat(keyed(3)));
  expect(await finished(other)).toEqual([
    'id=0/h=x/s=[missing]/orders(0_000000000002).text',
    'id=1/h=x/s=[missing]/orders(0_000000000003).text',
  ]);
});

test('a size ends files', async () => {
  const bucket = await createTestBucket();
  await deliverLenses(bucket, "INSERT INTO BUCKET:a SELECT * FROM orders PROPERTIES('flush.size'=1)", rows(4));
  expect(await finished(bucket)).toEqual(['a/orders/0/000000000003_1000_1003.json']);
});

test.each([
  ['CSV_WithHeaders', '"n","s"\n"0","a ""0"""\n"1","a ""1"""\n', {}, 'csv'],
  ['JSON', '{"n":0,"s":"a \\"0\\""}\n{"n":1,"s":"a \\"1\\""}\n', { 'connect.s3.compression.codec': 'GZIP' }, 'gz'],
])('%s', async (format, expected, more, extension) => {
  const bucket = await createTestBucket();
  const kcql = `INSERT INTO BUCKET SELECT * FROM orders NOPARTITION STOREAS \`${format}\` PROPERTIES('flush.count'=2)`;
  await deliverLenses(bucket, kcql, rows(2), more);
  const [key = ''] = await bucket.keys();
  expect(key).toBe(`orders(0_000000000001).${extension}`);
  const bytes = await bucket.read(key);
  expect(String(extension === 'gz' ? gunzipSync(bytes) : bytes)).toBe(expected);
});

test('BYTES are an object for each record', async () => {
  const bucket = await createTestBucket();
  const bytes = [0, 1, 2].map((n) => sinkRecord(n, Buffer.from([n]), { timestamp: null }));
  await deliverLenses(
    bucket,
    "INSERT INTO BUCKET SELECT * FROM orders STOREAS `BYTES` PROPERTIES('flush.count'=1)",
    bytes,
  );
  expect(await bucket.keys()).toEqual([0, 1, 2].map((n) => `orders/0/00000000000${n}_-1_-1.bytes`));
  expect(await bucket.read('orders/0/000000000002_-1_-1.bytes')).toEqual(Buffer.from([2]));
});

test('statements have their own buckets and formats; the topic `*` stands for others', async () => {
  const [one, two] = [await createTestBucket(), await createTestBucket()];
  const kcql = `INSERT INTO ${one.name} SELECT * FROM orders PROPERTIES('flush.count'=1); INSERT INTO ${two.name}:x SELECT * FROM \`*\` STOREAS AVRO PROPERTIES('flush.count'=2, 'store.envelope'=true)`;
  const others = rows(2).map((record) => ({ ...record, topic: 'other', originalTopic: 'other' }));
  await deliverLenses(one, kcql, [...rows(2), ...others]);
  expect(await one.keys()).toEqual(['orders/0/000000000000_1000_1000.json', 'orders/0/000000000001_1001_1001.json']);
  expect(await two.keys()).toEqual(['x/other/0/000000000001_1000_1001.avro']);
});
