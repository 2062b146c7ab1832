import { gunzipSync } from 'node:zlib';
import avro from 'avsc';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { decimalFromBytes } from '../../../lib/connect/decimal-bytes.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import {
  arraySchema,
  BOOLEAN_SCHEMA,
  BYTES_SCHEMA,
  FLOAT32_SCHEMA,
  FLOAT64_SCHEMA,
  INT8_SCHEMA,
  INT16_SCHEMA,
  INT32_SCHEMA,
  INT64_SCHEMA,
  mapSchema,
  OPTIONAL_INT32_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  primitiveSchema,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { createTestBucket, deliver, sinkRecord } from './bucket.ts';

const FORMATS = 'io.confluent.connect.s3.format';

const inner = structSchema(
  [
    ['city', STRING_SCHEMA],
    ['code', OPTIONAL_INT32_SCHEMA],
  ],
  { name: 'com.example.Address' },
);

const optionalInner = { ...inner, optional: true };

const schema = structSchema(
  [
    ['i8', INT8_SCHEMA],
    ['i16', INT16_SCHEMA],
    ['i32', INT32_SCHEMA],
    ['i64', INT64_SCHEMA],
    ['f32', FLOAT32_SCHEMA],
    ['f64', FLOAT64_SCHEMA],
    ['flag', BOOLEAN_SCHEMA],
    ['text', OPTIONAL_STRING_SCHEMA],
    ['raw', BYTES_SCHEMA],
    ['price', decimalSchema(2)],
    ['day', dateSchema()],
    ['at', timeSchema()],
    ['moment', timestampSchema({ optional: true })],
    ['fallback', primitiveSchema('INT64', { defaultValue: 7 })],
    ['micros', primitiveSchema('INT64', { name: 'io.debezium.time.MicroTimestamp', version: 1 })],
    ['home', inner],
    ['work', optionalInner],
    ['tags', arraySchema(OPTIONAL_STRING_SCHEMA, { optional: true })],
    ['matrix', arraySchema(arraySchema(INT32_SCHEMA))],
    ['counts', mapSchema(STRING_SCHEMA, INT64_SCHEMA)],
    ['places', mapSchema(INT32_SCHEMA, inner)],
  ],
  { name: 'com.example.Everything', version: 3 },
);

const MAX = 9223372036854775807n;
const MIN = -9223372036854775808n;
const day = new Date('2024-02-29T00:00:00Z');
const at = new Date('1970-01-01T23:59:59.999Z');
const moment = new Date('1969-12-31T23:59:59.999Z');
const address = (city: string, code: number | null) => new Struct(inner, [city, code]);

const full = new Struct(schema, [
  -128,
  32767,
  -2147483648,
  MAX,
  Math.fround(0.1),
  1e10,
  true,
  'Grüße 😀 "quoted"\n',
  Buffer.from([0, 255, 10]),
  Decimal.parse('-12345678901234567890.05'),
  day,
  at,
  moment,
  MIN,
  MAX,
  address('Zürich', 8001),
  new Struct(optionalInner, ['Oslo', null]),
  ['a', null, ''],
  [[1, 2], []],
  new Map<string, bigint | number>([
    ['größe', MIN],
    ['b', 0],
  ]),
  new Map([[5, address('Rome', 1)]]),
]);

const sparse = new Struct(schema, [
  127,
  -32768,
  0,
  MIN,
  -0,
  Number.MIN_VALUE,
  false,
  null,
  Buffer.alloc(0),
  Decimal.parse('0.00'),
  day,
  new Date(0),
  null,
  null,
  MIN,
  address('', null),
  null,
  null,
  [],
  new Map(),
  new Map(),
]);

const records = [full, sparse].map((value, offset) => sinkRecord(offset, value, { valueSchema: schema }));

const stored = async (format: string, more: Readonly<Record<string, string>> = {}) => {
  const bucket = await createTestBucket();
  await deliver(bucket, records, { 'format.class': format, ...more });
  const [key = '', ...others] = await bucket.keys();
  expect(others).toEqual([]);
  return { key, content: await bucket.read(key) };
};

describe('JSON', () => {
  const lines = [
    '{"i8":-128,"i16":32767,"i32":-2147483648,"i64":9223372036854775807,"f32":0.1,"f64":1.0E10,"flag":true,' +
      '"text":"Grüße 😀 \\"quoted\\"\\n","raw":"AP8K","price":"vUh7oSB/U6AL","day":19782,"at":86399999,"moment":-1,' +
      '"fallback":-9223372036854775808,"micros":9223372036854775807,"home":{"city":"Zürich","code":8001},"work":{"city":"Oslo","code":null},' +
      '"tags":["a",null,""],"matrix":[[1,2],[]],"counts":{"größe":-9223372036854775808,"b":0},' +
      '"places":[[5,{"city":"Rome","code":1}]]}',
    '{"i8":127,"i16":-32768,"i32":0,"i64":-9223372036854775808,"f32":-0.0,"f64":5.0E-324,"flag":false,"text":null,' +
      '"raw":"","price":"AA==","day":19782,"at":0,"moment":null,"fallback":7,"micros":-9223372036854775808,"home":{"city":"","code":null},"work":null,' +
      '"tags":null,"matrix":[],"counts":{},"places":[]}',
  ];

  test('structs, a line each', async () => {
    const { key, content } = await stored(`${FORMATS}.json.JsonFormat`);
    expect(key).toBe('topics/orders/partition=0/orders+0+0000000000.json');
    const got = content.toString().split('\n');
    const price = Buffer.from(JSON.parse(got[0] ?? '').price, 'base64');
    expect(String(decimalFromBytes(price, 2))).toBe('-12345678901234567890.05');
    const withoutPrice = (line: string | undefined) => line?.replace(/"price":"[^"]*"/, '');
    expect(got.map(withoutPrice)).toEqual([...lines, ''].map(withoutPrice));
  });

  test('decimals as numbers, and gzip', async () => {
    const { key, content } = await stored(`${FORMATS}.json.JsonFormat`, {
      'json.decimal.format': 'numeric',
      's3.compression.type': 'gzip',
    });
    expect(key).toMatch(/\.json\.gz$/);
    expect(gunzipSync(content).toString()).toContain('"price":-12345678901234567890.05,');
  });

  test('values without a schema', async () => {
    const bucket = await createTestBucket();
    await deliver(bucket, [
      sinkRecord(0, { big: MAX, list: [1, 'é', null, { a: true }], f: 1.5 }),
      sinkRecord(1, 'plain text'),
    ]);
    const content = await bucket.read('topics/orders/partition=0/orders+0+0000000000.json');
    expect(content.toString()).toBe(
      '{"big":9223372036854775807,"list":[1,"é",null,{"a":true}],"f":1.5}\n"plain text"\n',
    );
  });
});

const longType = avro.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: () => Buffer.alloc(8),
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === 'bigint',
  compare: () => 0,
});

const typeHook = (parsed: unknown) => (/^"long"$|^\{"type":"long"/.test(JSON.stringify(parsed)) ? longType : undefined);

const readAvro = (content: Buffer) =>
  new Promise<{ schema: string; codec: string; values: Record<string, unknown>[] }>((resolve, reject) => {
    const values: Record<string, unknown>[] = [];
    const found = { schema: '', codec: '' };
    const decoder = new avro.streams.BlockDecoder({
      parseHook: (parsed) => {
        found.schema = JSON.stringify(parsed);
        return avro.Type.forSchema(parsed, { typeHook });
      },
      codecs: { null: (data, done) => done(null, data), deflate: inflate, snappy: unsnappy },
    });
    decoder.on('metadata', (_type: unknown, codec: string) => {
      found.codec = codec;
    });
    decoder.on('data', (value: Record<string, unknown>) => values.push(value));
    decoder.on('error', reject);
    decoder.on('end', () => resolve({ ...found, values }));
    decoder.end(content);
  });

const { inflateRawSync } = await import('node:zlib');
const inflate = (data: Buffer, done: (error: null, data: Buffer) => void) => done(null, inflateRawSync(data));
const unsnappy = (data: Buffer, done: (error: null, data: Buffer) => void) => {
  const size = data.readUIntLE(0, 1) < 128 ? data.readUInt8(0) : (data.readUInt8(0) & 127) | (data.readUInt8(1) << 7);
  const plain = compressors.SNAPPY?.(data.subarray(0, -4), size);
  done(null, Buffer.from(plain ?? []));
};

describe('Avro', () => {
  test.each(['null', 'deflate', 'snappy'])('codec %s', async (codec) => {
    const { key, content } = await stored(`${FORMATS}.avro.AvroFormat`, { 'avro.codec': codec });
    expect(key).toBe('topics/orders/partition=0/orders+0+0000000000.avro');
    const file = await readAvro(content);
    expect(file.codec).toBe(codec);
    const [first, second] = file.values;
    expect(first).toMatchObject({
      i8: -128,
      i64: MAX,
      f64: 1e10,
      text: 'Grüße 😀 "quoted"\n',
      raw: Buffer.from([0, 255, 10]),
      day: 19782,
      at: 86_399_999,
      moment: -1n,
      fallback: MIN,
      micros: MAX,
      home: { city: 'Zürich', code: 8001 },
      work: { city: 'Oslo', code: null },
      tags: ['a', null, ''],
      matrix: [[1, 2], []],
      counts: { größe: MIN, b: 0n },
      places: [{ key: 5, value: { city: 'Rome', code: 1 } }],
    });
    expect(first?.price instanceof Uint8Array && String(decimalFromBytes(first.price, 2))).toBe(
      '-12345678901234567890.05',
    );
    expect(second).toMatchObject({ i64: MIN, text: null, moment: null, fallback: 7n, work: null, tags: null });
    expect(JSON.parse(file.schema)).toMatchSnapshot();
  });
});

/** hyparquet rounds decimals to doubles; without their logical type it gives the bytes. */
const exactDecimal = async (file: ArrayBuffer, column: string) => {
  const metadata = parquetMetadata(file);
  for (const element of metadata.schema) if (element.name === column) delete element.converted_type;
  const [row] = await parquetReadObjects({ file, metadata, compressors, columns: [column], utf8: false });
  return decimalFromBytes(row?.[column], 2);
};

describe('Parquet', () => {
  test.each(['none', 'snappy', 'gzip', 'brotli'])('codec %s', async (codec) => {
    const { key, content } = await stored(`${FORMATS}.parquet.ParquetFormat`, { 'parquet.codec': codec });
    const extension = { none: '', snappy: '.snappy', gzip: '.gz', brotli: '.br' }[codec];
    expect(key).toBe(`topics/orders/partition=0/orders+0+0000000000${extension}.parquet`);
    const file = new Uint8Array(content).buffer;
    const [first, second] = await parquetReadObjects({ file, compressors });
    expect(first).toMatchObject({
      i8: -128,
      i64: MAX,
      f32: Math.fround(0.1),
      text: 'Grüße 😀 "quoted"\n',
      day,
      at: 86_399_999,
      moment,
      fallback: MIN,
      micros: MAX,
      home: { city: 'Zürich', code: 8001 },
      work: { city: 'Oslo', code: null },
      tags: ['a', null, ''],
      matrix: [[1, 2], []],
      counts: { größe: MIN, b: 0n },
      places: { 5: { city: 'Rome', code: 1 } },
    });
    expect(String(await exactDecimal(file, 'price'))).toBe('-12345678901234567890.05');
    expect(second).toMatchObject({
      i64: MIN,
      text: null,
      moment: null,
      fallback: 7n,
      price: 0,
      matrix: [],
      counts: {},
    });
    expect(second?.work ?? null).toBeNull();
    expect(second?.tags ?? null).toBeNull();
    const elements = parquetMetadata(file).schema.map(
      ({ name, type, converted_type, repetition_type, precision, scale }) =>
        [name, type, converted_type, repetition_type, precision, scale].filter((part) => part !== undefined).join(' '),
    );
    expect(elements).toMatchSnapshot();
  });
});

describe('bytes', () => {
  test('with an extension and a separator of blanks', async () => {
    const bucket = await createTestBucket();
    const values = [Buffer.from([0, 1]), Buffer.from('x')];
    await deliver(
      bucket,
      values.map((value, offset) => sinkRecord(offset, value, { valueSchema: BYTES_SCHEMA })),
      {
        'format.class': `${FORMATS}.bytearray.ByteArrayFormat`,
        'format.bytearray.extension': '.dat',
        'format.bytearray.separator': '  ',
      },
    );
    const [key = ''] = await bucket.keys();
    expect(key).toBe('topics/orders/partition=0/orders+0+0000000000.dat');
    expect(await bucket.read(key)).toEqual(Buffer.from('\u0000\u0001  x  '));
  });
});

describe('keys and headers', () => {
  test('go to files beside the values', async () => {
    const bucket = await createTestBucket();
    const record = sinkRecord(
      3,
      { a: 1 },
      {
        keySchema: STRING_SCHEMA,
        key: 'k',
        headers: [{ key: 'h', schema: INT32_SCHEMA, value: 5 }],
      },
    );
    const tombstone = { ...record, kafkaOffset: 4, originalKafkaOffset: 4, value: null };
    await deliver(bucket, [record, tombstone], {
      'store.kafka.keys': 'true',
      'keys.format.class': `${FORMATS}.parquet.ParquetFormat`,
      'store.kafka.headers': 'true',
      'headers.format.class': `${FORMATS}.json.JsonFormat`,
      'behavior.on.null.values': 'write',
    });
    expect(await bucket.keys()).toEqual([
      'topics/orders/partition=0/orders+0+0000000003.headers.json',
      'topics/orders/partition=0/orders+0+0000000003.json',
      'topics/orders/partition=0/orders+0+0000000003.keys.snappy.parquet',
      'topics/orders/tombstone/orders+0+0000000004.headers.json',
      'topics/orders/tombstone/orders+0+0000000004.keys.snappy.parquet',
    ]);
    const headers = await bucket.read('topics/orders/partition=0/orders+0+0000000003.headers.json');
    expect(headers.toString()).toBe('{"headers":[{"key":"h","value":"5"}]}\n');
    const keys = await bucket.read('topics/orders/tombstone/orders+0+0000000004.keys.snappy.parquet');
    expect(await parquetReadObjects({ file: new Uint8Array(keys).buffer, compressors })).toEqual([{ key: 'k' }]);
  });
});
