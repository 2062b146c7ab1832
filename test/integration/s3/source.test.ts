import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { decimalSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import type { SinkRecord, SourceRecord } from '../../../lib/connect/record.ts';
import {
  arraySchema,
  BYTES_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { writeForeignParquet } from '../../services/file-readers.ts';
import { createTestBucket, deliver, sinkRecord } from './bucket.ts';
import { putObject, readBucket } from './source-tasks.ts';

const FORMATS = 'io.confluent.connect.s3.format';
const AVRO = { 'format.class': `${FORMATS}.avro.AvroFormat` };
const BYTES = { 'format.class': `${FORMATS}.bytearray.ByteArrayFormat` };
const LINES = { 'format.class': `${FORMATS}.string.StringFormat` };

const ORDER = structSchema(
  [
    ['id', INT64_SCHEMA],
    ['price', decimalSchema(2)],
    ['at', timestampSchema()],
    ['tags', arraySchema(STRING_SCHEMA)],
    ['note', OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'shop.Order', version: 2 },
);

const order = (n: number): Struct =>
  new Struct(ORDER, [2n ** 60n + BigInt(n), new Decimal(BigInt(n), 2), new Date(n), [`t${n}`], n % 2 ? null : 'even']);

const orders = (kafkaPartition: number, count: number): SinkRecord[] =>
  Array.from({ length: count }, (_, n) =>
    sinkRecord(n, order(n), {
      kafkaPartition,
      valueSchema: ORDER,
      keySchema: STRING_SCHEMA,
      key: `k${n}`,
      headers: [{ key: 'trace', schema: STRING_SCHEMA, value: `h${n}` }],
    }),
  );

const contentOf = ({ topic, kafkaPartition, key, value, headers }: SinkRecord | SourceRecord) => ({
  topic,
  kafkaPartition,
  key,
  value,
  headers: headers.map((header) => [header.key, header.value]),
});

const KEYS_AND_HEADERS = { 'store.kafka.keys': 'true', 'store.kafka.headers': 'true' };

test.each(['null', 'deflate', 'snappy'])(
  'restores Avro, schemas included, with keys, headers and partitions: codec %s',
  async (codec) => {
    const bucket = await createTestBucket();
    const backedUp = [...orders(0, 25), ...orders(11, 5)];
    await deliver(bucket, backedUp, { ...AVRO, ...KEYS_AND_HEADERS, 'avro.codec': codec, 'flush.size': '10' });
    const restored = await readBucket(bucket, { ...AVRO, ...KEYS_AND_HEADERS });
    expect(restored.map(contentOf)).toEqual(backedUp.map(contentOf));
    expect(restored[0]?.valueSchema).toEqual(ORDER);
    expect(restored.every(({ valueSchema }) => valueSchema === restored[0]?.valueSchema)).toBe(true);
  },
);

test.each(['none', 'gzip'])(
  'restores JSON to the digit, with keys and headers in JSON: compression %s',
  async (type) => {
    const bucket = await createTestBucket();
    const backedUp = Array.from({ length: 5 }, (_, n) =>
      sinkRecord(
        n,
        { n, long: 2n ** 62n + BigInt(n), text: 'a\nb', list: [1.5, null] },
        { key: { id: n }, headers: [{ key: 'a', schema: STRING_SCHEMA, value: `${n}` }] },
      ),
    );
    const json = {
      'keys.format.class': `${FORMATS}.json.JsonFormat`,
      'headers.format.class': `${FORMATS}.json.JsonFormat`,
    };
    await deliver(bucket, backedUp, { ...KEYS_AND_HEADERS, ...json, 's3.compression.type': type, 'flush.size': '2' });
    const restored = await readBucket(bucket, { ...KEYS_AND_HEADERS, ...json });
    expect(restored.map(contentOf)).toEqual(backedUp.map(contentOf));
  },
);

const PARQUET = `${FORMATS}.parquet.ParquetFormat`;

test.each(['none', 'snappy', 'gzip', 'brotli'])(
  'restores Parquet, schemas included, with keys and headers in Parquet: codec %s',
  async (codec) => {
    const bucket = await createTestBucket();
    const config = {
      ...KEYS_AND_HEADERS,
      'format.class': PARQUET,
      'keys.format.class': PARQUET,
      'headers.format.class': PARQUET,
    };
    const backedUp = [...orders(0, 25), ...orders(11, 5)];
    await deliver(bucket, backedUp, { ...config, 'parquet.codec': codec, 'flush.size': '10' });
    const restored = await readBucket(bucket, config);
    expect(restored.map(contentOf)).toEqual(backedUp.map(contentOf));
    expect(restored[0]?.valueSchema).toEqual(ORDER);
    const [, , third] = restored;
    const rest = await readBucket(bucket, config, { before: third === undefined ? [] : [third] });
    expect(rest.map(contentOf)).toEqual(backedUp.slice(3).map(contentOf));
  },
);

const GENERIC = { mode: 'GENERIC', 'topics.dir': 'in' };

test('reads CSV and TSV, gzipped or not, and goes on behind any record, with what is known of files', async () => {
  const bucket = await createTestBucket();
  await putObject(bucket, 'in/a.csv', 'id,name\r\n1,"a,\r\nb"\r\n2,\r\n');
  await putObject(bucket, 'in/b.csv.gz', gzipSync('id,name\n3,c\n'));
  const config = {
    ...GENERIC,
    'topic.regex.list': 'people:.*[.]csv([.]gz)?',
    'format.class': `${FORMATS}.csv.CsvFormat`,
    'value.schema':
      '{"type":"STRUCT","fieldSchemas":{"id":{"type":"INT64"},"name":{"type":"STRING","isOptional":true}}}',
    'file.metadata.headers.enable': 'true',
    'csv.null.field.indicator': 'BOTH',
  };
  const records = await readBucket(bucket, config);
  const valuesOf = (read: readonly SourceRecord[]) =>
    read.map(({ value }) => (value instanceof Struct ? value.values : value));
  const all = [
    [1, 'a,\r\nb'],
    [2, null],
    [3, 'c'],
  ];
  expect(valuesOf(records)).toEqual(all);
  expect(records.map(({ topic }) => topic)).toEqual(['people', 'people', 'people']);
  const headers = new Map(records[0]?.headers.map(({ key, value }) => [key, value]));
  expect(headers.get('source.file.name')).toBe('a.csv');
  expect(headers.get('source.file.path')).toBe('in/a.csv');
  expect(headers.get('source.file.size')).toBe(24);
  expect(headers.get('source.file.last_modified')).toMatch(/^\d{4}-.*Z$/);
  for (const [index, record] of records.entries())
    expect(valuesOf(await readBucket(bucket, config, { before: [record] }))).toEqual(all.slice(index + 1));

  await putObject(bucket, 'in/c.tsv', '4\td\n');
  const tsv = { 'topic.regex.list': 'people:.*tsv', 'csv.separator.char': '9', 'csv.first.row.as.header': 'false' };
  expect(valuesOf(await readBucket(bucket, { ...config, ...tsv }))).toEqual([[4, 'd']]);
});

test('what cannot be read is told to a topic, and left out', async () => {
  const bucket = await createTestBucket();
  await putObject(bucket, 'in/a.csv', 'id,name\n1,a\n2\n3,c\n');
  await putObject(bucket, 'in/b.csv', 'id,name\n4,d\n');
  const config = { ...GENERIC, 'topic.regex.list': 'people:.*', 'format.class': `${FORMATS}.csv.CsvFormat` };
  await expect(readBucket(bucket, config)).rejects.toThrow('Object in/a.csv cannot be read beyond record 1');
  const records = await readBucket(bucket, { ...config, 'behavior.on.error': 'log' });
  expect(records.map(({ topic, key }) => [topic, key])).toEqual([
    ['people', null],
    ['error-contract', 'in/a.csv'],
    ['people', null],
  ]);
  expect(records[1]?.value).toMatch(/Row 2: 1 columns are not the 2 that are expected/);
});

test('reads JSON with its schemas', async () => {
  const bucket = await createTestBucket();
  await putObject(bucket, 'in/a.json', '{"schema":{"type":"int64"},"payload":7}\n');
  const config = { ...GENERIC, 'topic.regex.list': 'numbers:.*', 'format.json.schema.enable': 'true' };
  const [record] = await readBucket(bucket, config);
  expect([record?.valueSchema, record?.value]).toEqual([INT64_SCHEMA, 7]);
});

test('reads the Parquet of others', async () => {
  const bucket = await createTestBucket();
  const directory = await mkdtemp(join(tmpdir(), 'parquet-'));
  try {
    await writeForeignParquet(join(directory, 'foreign.parquet'));
    await putObject(bucket, 'in/foreign.parquet', await readFile(join(directory, 'foreign.parquet')));
  } finally {
    await rm(directory, { recursive: true });
  }
  const config = { mode: 'GENERIC', 'topics.dir': 'in', 'topic.regex.list': 'rows:.*', 'format.class': PARQUET };
  const rows = (await readBucket(bucket, config)).map(({ value }) => (value instanceof Struct ? value : null));
  const column = (name: string) => rows.map((row) => row?.get(name));
  expect(column('id')).toEqual([2n ** 60n, 2, null]);
  expect(column('small')).toEqual([-1, 0, 1]);
  expect(column('unsigned')).toEqual([2 ** 32 - 1, 0, null]);
  expect(column('name')).toEqual(['Zürich', null, 'Zürich']);
  expect(column('raw')).toEqual([Uint8Array.of(0, 255), new Uint8Array(), null]);
  expect(column('price').map(String)).toEqual(['-12345678901234567.05', '0.10', 'null']);
  expect(column('day')).toEqual([new Date('2024-02-29'), null, new Date('1969-12-31')]);
  expect(column('millis')).toEqual([new Date(1), new Date(-1), null]);
  expect(column('micros')).toEqual([1_700_000_000_000_001, null, -1]);
  expect(column('tags')).toEqual([['a', null, ''], [], null]);
  expect(column('counts')).toEqual([
    new Map([
      [10, 'x'],
      [9, null],
    ]),
    new Map(),
    null,
  ]);
  const homes = column('home').map((home) => (home instanceof Struct ? home.values : home));
  expect(homes).toEqual([['Oslo', [1, 2]], [null, null], null]);
});

const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';
const WHOLE = { mode: 'BACKUP_FULL_RECORD', 'key.converter': JSON_CONVERTER, 'value.converter': JSON_CONVERTER };

test.each<[string, Readonly<Record<string, string>>]>([
  ['Avro', AVRO],
  ['JSON', { 'format.json.schema.enable': 'true', 's3.compression.type': 'gzip' }],
  ['Parquet', { 'format.class': PARQUET }],
])('restores whole records, schemas, tombstones and times included: %s', async (_, format) => {
  const bucket = await createTestBucket();
  const ofOrders = orders(0, 9).map((record, n) => ({
    ...record,
    timestamp: 1_600_000_000_000 - n,
    ...(n % 3 === 2 ? { value: null, valueSchema: null } : {}),
    ...(n % 4 === 3 ? { key: null, keySchema: null } : {}),
    headers: [...record.headers, { key: 'trace', schema: null, value: null }],
  }));
  const others = [{ n: 2n ** 62n }, 'text', null, [1.5, true]].map((value, n) =>
    sinkRecord(9 + n, value, {
      key: { id: n },
      headers: [{ key: 'at', schema: timestampSchema(), value: new Date(n) }],
    }),
  );
  const backedUp = [...ofOrders, ...others];
  await deliver(bucket, backedUp, { ...format, ...WHOLE, 'flush.size': '100' });
  const restored = await readBucket(bucket, { ...format, mode: 'RESTORE_BACKUP_FULL_RECORD' });
  const wholeOf = (record: SinkRecord | SourceRecord) => [contentOf(record), record.timestamp, record.valueSchema];
  expect(restored.map(wholeOf)).toEqual(backedUp.map(wholeOf));
  expect(restored[0]?.keySchema).toEqual(STRING_SCHEMA);
});

test.each(['\n', ' ', '||'])('restores bytes, byte for byte: separator %j', async (separator) => {
  const bucket = await createTestBucket();
  const values = [[1, 0, 255], [], [7], Array.from({ length: 200_000 }, (_, n) => 128 + (n % 100))];
  const records = values.map((value, n) => sinkRecord(n, Buffer.from(value), { valueSchema: BYTES_SCHEMA }));
  const config = { ...BYTES, 'format.bytearray.separator': separator };
  await deliver(bucket, records, config);
  const restored = await readBucket(bucket, config);
  expect(restored.map(({ value }) => (value instanceof Uint8Array ? [...value] : value))).toEqual(values);
});

test('several tasks read every object once, each its folders', async () => {
  const bucket = await createTestBucket();
  for (let kafkaPartition = 0; kafkaPartition < 6; kafkaPartition++)
    await deliver(bucket, [sinkRecord(0, { kafkaPartition }, { kafkaPartition })]);
  const shares = await Promise.all([0, 1, 2].map((task) => readBucket(bucket, {}, { task, tasks: 3 })));
  expect(shares.map(({ length }) => length)).toEqual([2, 2, 2]);
  expect(new Set(shares.flat().map(({ kafkaPartition }) => kafkaPartition)).size).toBe(6);
});

test('topic partitions in one folder go on for themselves, and by offset', async () => {
  const bucket = await createTestBucket();
  const hour = 'topics/orders/hour=01/orders';
  await putObject(bucket, `${hour}+0+9.json`, '"a"');
  await putObject(bucket, `${hour}+1+0.json`, '"b"');
  const before = await readBucket(bucket);
  expect(before.map(({ value }) => value)).toEqual(['a', 'b']);
  await putObject(bucket, `${hour}+0+10.json`, '"c"');
  await putObject(bucket, `${hour}+0+100.json`, '"d"');
  await putObject(bucket, 'topics/orders/hour=02/orders+0+101.json', '"e"');
  expect((await readBucket(bucket, {}, { before })).map(({ value }) => value)).toEqual(['c', 'd', 'e']);
});

test('unfinished files of the sink, and what it did not write, are no backup', async () => {
  const bucket = await createTestBucket();
  await putObject(bucket, 'topics/+tmp/sink/orders/0/orders+0+0.json', '"tmp"');
  await putObject(bucket, 'topics/orders/partition=0/readme.txt', 'text');
  await putObject(bucket, 'elsewhere/orders/partition=0/orders+0+0.json', '"elsewhere"');
  expect(await readBucket(bucket)).toEqual([]);
});

test('objects from before the starting timestamp are not read', async () => {
  const bucket = await createTestBucket();
  await putObject(bucket, 'in/a.json', '{"n":1}\n');
  const { LastModified } = await bucket.client.send(new HeadObjectCommand({ Bucket: bucket.name, Key: 'in/a.json' }));
  const changed = LastModified?.getTime() ?? 0;
  const generic = { ...LINES, mode: 'GENERIC', 'topics.dir': 'in', 'topic.regex.list': 'read:.*' };
  const readSince = (since: number) =>
    readBucket(bucket, { ...generic, 'file.discovery.starting.timestamp': String(since) });
  expect(await readSince(changed + 1)).toEqual([]);
  expect(await readSince(changed)).toHaveLength(1);
});

test('GENERIC goes through folders in alphabetical order, each object to the first topic that matches', async () => {
  const bucket = await createTestBucket();
  for (const key of ['b/2.txt', 'b/1.txt', 'a/x/1.txt', 'a/1.csv', 'c/1.md'])
    await putObject(bucket, `in/${key}`, `${key}\n`);
  await putObject(bucket, 'in/d/1.txt.gz', gzipSync('packed'));
  const config = { ...LINES, mode: 'GENERIC', 'topics.dir': 'in' };
  const records = await readBucket(bucket, { ...config, 'topic.regex.list': 'tables:.*\\.csv,texts:.*\\.txt(\\.gz)?' });
  expect(records.map(({ topic, value, kafkaPartition }) => [topic, value, kafkaPartition])).toEqual([
    ['tables', 'a/1.csv', null],
    ['texts', 'a/x/1.txt', null],
    ['texts', 'b/1.txt', null],
    ['texts', 'b/2.txt', null],
    ['texts', 'packed', null],
  ]);
});

const PARTITION = 'topics/orders/partition=0/orders+0';

test.each([
  ['not JSON', 'json', {}, '{oops\n', 'record 0: A line is not JSON'],
  ['no Avro', 'avro', AVRO, 'oops', 'record 0: Not an Avro file'],
  ['cut off', 'json.gz', {}, gzipSync('"text"').subarray(0, 15), 'record 0: Not compressed by gzip'],
  ['without its keys', 'json', { 'store.kafka.keys': 'true' }, '1', 'record 0: There is no object of keys beside'],
])(
  'an object that is %s fails the task, or is ignored and not looked at again',
  async (_, extension, config, body, message) => {
    const bucket = await createTestBucket();
    await putObject(bucket, `${PARTITION}+0.${extension}`, body);
    await expect(readBucket(bucket, config)).rejects.toThrow(message);
    const ignored = await readBucket(bucket, { ...config, 'behavior.on.error': 'IGNORE' });
    expect(ignored.map(({ offsetOnly, sourceOffset }) => [offsetOnly, sourceOffset.eof])).toEqual([[true, true]]);
    expect(await readBucket(bucket, config, { before: ignored })).toEqual([]);
  },
);

test('objects behind a bad one are read where it is ignored', async () => {
  const bucket = await createTestBucket();
  await putObject(bucket, `${PARTITION}+0.json`, 'oops');
  await putObject(bucket, `${PARTITION}+1.json`, '"good"');
  const records = await readBucket(bucket, { 'behavior.on.error': 'ignore' });
  expect(records.filter(({ offsetOnly }) => !offsetOnly).map(({ value }) => value)).toEqual(['good']);
});
