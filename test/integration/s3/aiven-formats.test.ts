import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync, inflateRaw } from 'node:zlib';
import avro from 'avsc';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import {
  INT64_SCHEMA,
  mapSchema,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import type { SinkTaskState } from '../../../lib/connect/sink-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { aivenS3SinkTask } from '../../../lib/connectors/object-storage/aiven-s3-sink/task.ts';
import { codec } from '../../../lib/kafka/compression/codec.ts';
import { createSinkTaskState } from '../../../lib/runtime/sink/sink-task-state.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { readRows } from '../../services/file-readers.ts';
import { createTestBucket, sinkRecord, type TestBucket } from './bucket.ts';

let bucket: TestBucket;
let directory: string;
let state: SinkTaskState;

beforeEach(async () => {
  bucket = await createTestBucket();
  state = createSinkTaskState(createMemoryStorage().offsets, 'aiven');
  directory = await mkdtemp(join(tmpdir(), 'aiven-'));
});
afterEach(() => rm(directory, { recursive: true }));

const person = structSchema(
  [
    ['name', STRING_SCHEMA],
    ['age', INT64_SCHEMA],
  ],
  { name: 'com.example.Person' },
);

const record = (n: number, more: Partial<SinkRecord> = {}): SinkRecord =>
  sinkRecord(n, new Struct(person, [`n${n}`, n]), {
    keySchema: OPTIONAL_STRING_SCHEMA,
    key: n % 2 === 0 ? `k${n}` : null,
    valueSchema: person,
    timestamp: 1_577_836_801_000 + n,
    ...more,
  });

const FIELDS = { 'format.output.fields': 'key,offset,timestamp,headers,value' };

/** Delivers in batches to a task each, which sees the last record of the batch before once more. */
const write = async (more: Readonly<Record<string, string>>, batches: readonly (readonly SinkRecord[])[]) => {
  const raw = {
    'aws.access.key.id': bucket.config['aws.access.key.id'] ?? '',
    'aws.secret.access.key': bucket.config['aws.secret.access.key'] ?? '',
    'aws.s3.bucket.name': bucket.name,
    'aws.s3.endpoint': bucket.config['store.url'] ?? '',
    'aws.s3.region': bucket.config['s3.region'] ?? '',
    'file.max.records': '4',
    ...more,
  };
  for (const [index, batch] of batches.entries()) {
    const task = await aivenS3SinkTask.start(raw, sinkContext(raw, null, state));
    await task.put([...(batches[index - 1]?.slice(-1) ?? []), ...batch]);
    await task.flush?.([]);
    await task.stop?.();
  }
  return bucket.keys();
};

const rowsOf = async (key: string | undefined, unpack = (bytes: Buffer) => bytes) => {
  const path = join(directory, basename(key ?? '').replace(/\.gz$/, ''));
  await writeFile(path, unpack(await bucket.read(key ?? '')));
  return readRows(path);
};

const batches = [[record(0)], [record(1), record(2)], [record(3)]];
const rows = [0, 1, 2, 3].map((n) => ({
  key: n % 2 === 0 ? `k${n}` : null,
  offset: n,
  timestamp: 1_577_836_801_000 + n,
  value: { name: `n${n}`, age: n },
}));

test('json is one array, however many batches and tasks a file takes', async () => {
  const keys = await write({ 'format.output.type': 'json', 'format.output.fields': 'offset,value' }, batches);
  expect(keys).toEqual(['orders-0-0.gz']);
  expect(gunzipSync(await bucket.read('orders-0-0.gz')).toString()).toBe(
    `[\n${[0, 1, 2, 3].map((n) => `{"offset":${n},"value":{"name":"n${n}","age":${n}}}`).join(',\n')}\n]`,
  );
});

test('a json file that is joined within S3 ends with its bracket', async () => {
  const large = (n: number) => sinkRecord(n, 'x'.repeat(6 * 1024 * 1024));
  const config = { 'format.output.type': 'json', 'format.output.envelope': 'false', 'file.compression.type': 'none' };
  const keys = await write(config, [[large(0), large(1)], [large(2)], [large(3)]]);
  expect(keys).toEqual(['orders-0-0']);
  const text = (await bucket.read('orders-0-0')).toString();
  expect(JSON.parse(text).map((value: string) => value.length)).toEqual(Array(4).fill(6 * 1024 * 1024));
  expect(text.endsWith('"\n]')).toBe(true);
});

test('lines are separated, not ended, as those of the original are', async () => {
  const config = { 'format.output.fields': 'value,offset', 'format.output.fields.value.encoding': 'none' };
  const csv = [0, 1, 2, 3].map((n) => [sinkRecord(n, Buffer.from(`v${n}`))]);
  await write({ ...config, 'file.name.template': 'csv-{{topic}}-{{partition}}-{{start_offset}}' }, csv);
  expect(gunzipSync(await bucket.read('csv-orders-0-0')).toString()).toBe('v0,0\nv1,1\nv2,2\nv3,3');
});

test.each(['snappy', 'zstd'] as const)('%s compresses files that many batches make', async (type) => {
  const config = { 'format.output.type': 'jsonl', 'format.output.envelope': 'false', 'file.compression.type': type };
  const text = 'long text '.repeat(10_000);
  const [key = ''] = await write(
    config,
    [0, 1, 2, 3].map((n) => [sinkRecord(n, `${n}${text}`)]),
  );
  expect(key).toBe(`orders-0-0.${type === 'zstd' ? 'zst' : 'snappy'}`);
  const unpacked = await (await codec(type)).decompress(await bucket.read(key));
  expect(unpacked.toString()).toBe([0, 1, 2, 3].map((n) => `"${n}${text}"`).join('\n'));
});

test('avro has the schema of the original', async () => {
  const keys = await write({ ...FIELDS, 'format.output.type': 'avro' }, batches);
  expect(keys).toEqual(['orders-0-0.avro.gz']);
  const file = await rowsOf(keys[0], gunzipSync);
  expect(file.rows).toEqual(rows.map((row) => ({ ...row, headers: null })));
  expect(file.schema).toEqual({
    type: 'record',
    name: 'connector_records',
    namespace: 'io.aiven.avro.output.schema',
    fields: [
      { name: 'key', type: ['null', 'string'] },
      { name: 'offset', type: 'long' },
      { name: 'timestamp', type: 'long' },
      { name: 'headers', type: 'null' },
      {
        name: 'value',
        type: expect.objectContaining({ type: 'record', name: 'Person', namespace: 'com.example' }),
      },
    ],
  });
});

const snappyBlock = async (block: Buffer) => (await codec('snappy')).decompress(block.subarray(0, -4));
const zstdBlock = async (block: Buffer) => (await codec('zstd')).decompress(block);

/** By avsc, since fastavro needs more libraries for these codecs. */
const avscRows = (bytes: Buffer): Promise<readonly unknown[]> =>
  new Promise((resolve, reject) => {
    const values: unknown[] = [];
    const by =
      (unpack: (block: Buffer) => Promise<Buffer>) =>
      (block: Buffer, done: (error: Error | null, unpacked?: Buffer) => void) =>
        void unpack(block).then((unpacked) => done(null, unpacked), done);
    const codecs = { deflate: inflateRaw, snappy: by(snappyBlock), zstandard: by(zstdBlock) };
    new avro.streams.BlockDecoder({ codecs })
      .on('data', (value: object) => values.push({ ...value }))
      .on('error', reject)
      .on('end', () => resolve(values))
      .end(bytes);
  });

test.each(['deflate', 'snappy', 'zstandard'])(
  'avro of the codec %s: other headers begin another file',
  async (name) => {
    const headers = [{ key: 'h', schema: STRING_SCHEMA, value: 'v' }];
    const config = { 'format.output.type': 'avro', 'avro.codec': name, 'file.compression.type': 'none' };
    const fields = { 'format.output.fields': 'offset,headers' };
    const keys = await write({ ...fields, ...config }, [
      [record(0), record(1, { headers })],
      [record(2), record(3)],
    ]);
    expect(keys).toEqual(['orders-0-0.avro', 'orders-0-1.avro']);
    const [plain, marked] = await Promise.all(keys.map(async (key) => avscRows(await bucket.read(key))));
    expect(plain).toEqual([0, 2, 3].map((offset) => ({ offset, headers: null })));
    expect(marked).toEqual([{ offset: 1, headers: { h: 'v' } }]);
  },
);

test.each([
  ['none', 'UNCOMPRESSED', ''],
  ['gzip', 'GZIP', '.gz'],
  ['snappy', 'SNAPPY', '.snappy'],
  ['zstd', 'ZSTD', '.zst'],
])('parquet, compressed by %s', async (type, name, extension) => {
  const config = { 'format.output.type': 'parquet', 'file.compression.type': type };
  const keys = await write({ ...FIELDS, ...config }, batches);
  expect(keys).toEqual([`orders-0-0${extension}`]);
  const file = await rowsOf(keys[0]);
  expect(file).toEqual({
    schema: {
      key: 'string',
      offset: 'int64',
      timestamp: 'int64',
      value: 'struct<name: string not null, age: int64 not null>',
    },
    codec: name,
    rows,
  });
});

test('values without an envelope: structs and maps are records, others stay wrapped', async () => {
  const config = {
    'format.output.fields': 'value',
    'format.output.envelope': 'false',
    'format.output.type': 'parquet',
  };
  await write({ ...config, 'file.name.template': 'struct/{{topic}}{{partition}}{{start_offset}}' }, [[record(0)]]);
  await write({ ...config, 'file.name.template': 'map/{{topic}}{{partition}}{{start_offset}}' }, [
    [
      record(10, {
        valueSchema: mapSchema(STRING_SCHEMA, INT64_SCHEMA),
        value: new Map([
          ['a', 1],
          ['b', 2],
        ]),
      }),
      record(11, { valueSchema: STRING_SCHEMA, value: 'text' }),
    ],
  ]);
  // The clock ends files when their configuration changes, or a tick comes; the last ones are still open.
  await write({ ...config, 'file.name.template': 'end/{{topic}}{{partition}}{{start_offset}}' }, [[record(20)]]);
  const keys = (await bucket.keys()).filter((key) => !key.startsWith('+tmp/'));
  expect(keys).toEqual(['map/orders010', 'map/orders011', 'struct/orders00']);
  const read = await Promise.all(keys.map(async (key) => (await rowsOf(key)).rows));
  expect(read).toEqual([[{ a: 1, b: 2 }], [{ value: 'text' }], [{ name: 'n0', age: 0 }]]);
});

test('grouped by key, a file has the last record of its key', async () => {
  const config = {
    'format.output.type': 'jsonl',
    'file.name.template': '{{topic}}/k{{key}}',
    'file.compression.type': 'none',
  };
  const keyed = (n: number, key: string | null) => sinkRecord(n, n, { key, keySchema: OPTIONAL_STRING_SCHEMA });
  const keys = await write({ ...config, 'file.max.records': '1' }, [
    [keyed(0, 'a'), keyed(1, 'b'), keyed(2, 'a'), keyed(3, null)],
    [keyed(4, 'b')],
  ]);
  expect(keys).toEqual(['orders/ka', 'orders/kb', 'orders/knull']);
  expect(await Promise.all(keys.map(async (key) => String(await bucket.read(key))))).toEqual([
    '{"value":2}',
    '{"value":4}',
    '{"value":3}',
  ]);
});

test('records without schemas are refused by avro and parquet', async () => {
  const written = write({ ...FIELDS, 'format.output.type': 'parquet' }, [[sinkRecord(0, { a: 1 })]]);
  await expect(written).rejects.toThrow(/Record key without schema/);
});
