import { createServer } from 'node:http';
import avro from 'avsc';
import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { expect, test } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { INT64_SCHEMA, OPTIONAL_STRING_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { freePort } from '../../services/ports.ts';
import { createTestDirectory, deliver, remembered, sinkRecord, type TestDirectory } from './directory.ts';

const HDFS = 'io.confluent.connect.hdfs';
const PARTITIONER = 'io.confluent.connect.storage.partitioner';

const SCHEMA = structSchema([
  ['n', INT64_SCHEMA],
  ['text', STRING_SCHEMA],
]);

const structs = (from: number, to: number): readonly SinkRecord[] =>
  Array.from({ length: to - from }, (_, index) => {
    const n = from + index;
    return sinkRecord(n, new Struct(SCHEMA, [n, `text ${n}`]), { valueSchema: SCHEMA });
  });

const linesOf = async (directory: TestDirectory, file: string): Promise<readonly string[]> =>
  (await directory.read(file)).toString('utf8').trim().split('\n');

test('a file grows over batches and tasks until flush.size, says which records it has, and leaves nothing else', async () => {
  const directory = await createTestDirectory();
  const state = remembered();
  const config = { 'flush.size': '25' };
  for (let from = 0; from < 50; from += 10) {
    const task = await directory.startSink(config, { state });
    await deliver(task, structs(from, from + 10));
    await deliver(task, structs(Math.max(0, from - 4), from + 10));
    await task.stop?.();
  }
  const files = [
    'orders/partition=0/orders+0+0000000000+0000000024.json',
    'orders/partition=0/orders+0+0000000025+0000000049.json',
  ];
  expect(await directory.files()).toEqual(files);
  const lines = await Promise.all(files.map((file) => linesOf(directory, file)));
  expect(lines.flat().map((line) => JSON.parse(line).n)).toEqual(Array.from({ length: 50 }, (_, n) => n));
});

test('a task without a memory goes on behind the highest offset in names', async () => {
  const directory = await createTestDirectory();
  await deliver(await directory.startSink(), structs(0, 6));
  const later = await directory.startSink();
  await deliver(later, structs(0, 12));
  expect(await directory.files()).toEqual(
    ['0+0000000002', '3+0000000005', '6+0000000008', '9+0000000011'].map(
      (offsets) => `orders/partition=0/orders+0+000000000${offsets}.json`,
    ),
  );
});

const readAvro = (bytes: Buffer): Promise<readonly unknown[]> =>
  new Promise((resolve, reject) => {
    const values: unknown[] = [];
    const decoder = new avro.streams.BlockDecoder();
    decoder
      .on('data', (value: unknown) => values.push(value))
      .on('error', reject)
      .on('end', () => resolve(values));
    decoder.end(bytes);
  });

test.each([
  ['avro.AvroFormat', '.avro', readAvro],
  [
    'parquet.ParquetFormat',
    '.parquet',
    (bytes: Buffer) => parquetReadObjects({ file: new Uint8Array(bytes).buffer, compressors }),
  ],
] as const)('%s is one file however many batches it came in', async (format, extension, read) => {
  const directory = await createTestDirectory();
  const task = await directory.startSink({ 'flush.size': '30', 'format.class': `${HDFS}.${format}` });
  for (let from = 0; from < 30; from += 6) await deliver(task, structs(from, from + 6));
  const [file = '', ...others] = await directory.files();
  expect([file, others]).toEqual([`orders/partition=0/orders+0+0000000000+0000000029${extension}`, []]);
  const values = await read(await directory.read(file));
  expect(values.map((value) => ({ ...Object(value) }))).toEqual(
    Array.from({ length: 30 }, (_, n) => ({ n: extension === '.avro' ? n : BigInt(n), text: `text ${n}` })),
  );
});

test('strings are lines', async () => {
  const directory = await createTestDirectory();
  const task = await directory.startSink({ 'format.class': `${HDFS}.string.StringFormat` });
  await deliver(
    task,
    ['a', 'b c', 7].map((value, offset) => sinkRecord(offset, value)),
  );
  const [file = ''] = await directory.files();
  expect(file).toBe('orders/partition=0/orders+0+0000000000+0000000002.txt');
  expect(await linesOf(directory, file)).toEqual(['a', 'b c', '7']);
});

test.each([
  [{ 'partitioner.class': `${PARTITIONER}.FieldPartitioner`, 'partition.field.name': 'text' }, 'text=text 0'],
  [
    {
      'partitioner.class': `${HDFS}.partitioner.DailyPartitioner`,
      locale: 'en',
      timezone: 'UTC',
      'timestamp.extractor': 'Record',
    },
    'year=2024/month=02/day=29',
  ],
  [
    {
      'partitioner.class': `${PARTITIONER}.HourlyPartitioner`,
      locale: 'en',
      timezone: 'UTC',
      'timestamp.extractor': 'Record',
    },
    'year=2024/month=02/day=29/hour=22',
  ],
])('partitions by %j', async (config, path) => {
  const directory = await createTestDirectory();
  await deliver(await directory.startSink({ ...config, 'flush.size': '1' }), structs(0, 1));
  expect(await directory.files()).toEqual([`orders/${path}/orders+0+0000000000+0000000000.json`]);
});

test('BACKWARD brings older records to the newest schema', async () => {
  const directory = await createTestDirectory();
  const [older, newer] = [
    structSchema([['n', INT64_SCHEMA]], { name: 'T', version: 1 }),
    structSchema(
      [
        ['n', INT64_SCHEMA],
        ['more', OPTIONAL_STRING_SCHEMA],
      ],
      { name: 'T', version: 2 },
    ),
  ];
  const task = await directory.startSink({ 'flush.size': '5', 'schema.compatibility': 'BACKWARD' });
  await deliver(task, [
    sinkRecord(0, new Struct(older, [0]), { valueSchema: older }),
    sinkRecord(1, new Struct(newer, [1, 'x']), { valueSchema: newer }),
    sinkRecord(2, new Struct(older, [2]), { valueSchema: older }),
    sinkRecord(3, new Struct(newer, [3, null]), { valueSchema: newer }),
    sinkRecord(4, new Struct(older, [4]), { valueSchema: older }),
  ]);
  const [first = '', second = '', ...others] = await directory.files();
  expect(others).toEqual([]);
  expect(await linesOf(directory, first)).toEqual(['{"n":0}']);
  expect(await linesOf(directory, second)).toEqual([
    '{"n":1,"more":"x"}',
    '{"n":2,"more":null}',
    '{"n":3,"more":null}',
    '{"n":4,"more":null}',
  ]);
});

test('tombstones and what a format cannot take are reported', async () => {
  const directory = await createTestDirectory();
  const reported: number[] = [];
  const reporter = { report: async ({ kafkaOffset }: SinkRecord) => void reported.push(kafkaOffset) };
  const task = await directory.startSink({ 'format.class': `${HDFS}.avro.AvroFormat` }, { reporter });
  const [record] = structs(1, 2);
  await deliver(task, [sinkRecord(0, null), ...(record === undefined ? [] : [record]), sinkRecord(2, { a: 1 })]);
  expect(reported).toEqual([0, 2]);
});

test('a name node on standby is passed over', async () => {
  const directory = await createTestDirectory();
  let asked = 0;
  const standby = createServer((_request, response) => {
    asked++;
    const RemoteException = { exception: 'StandbyException', message: 'Operation category READ is not supported' };
    response.writeHead(403, { 'content-type': 'application/json' }).end(JSON.stringify({ RemoteException }));
  });
  const port = await freePort();
  await new Promise<void>((resolve) => standby.listen(port, '127.0.0.1', resolve));
  const dead = 'http://127.0.0.1:9';
  const task = await directory.startSink({ 'hdfs.web.url': `${dead},http://127.0.0.1:${port},${directory.url}` });
  await deliver(task, structs(0, 3));
  await new Promise((resolve) => standby.close(resolve));
  expect(asked).toBeGreaterThan(0);
  expect(await directory.files()).toEqual(['orders/partition=0/orders+0+0000000000+0000000002.json']);
});
