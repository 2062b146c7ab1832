import avro from 'avsc';
import { expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { decimalSchema } from '../../../lib/connect/logical-types.ts';
import {
  INT32_SCHEMA,
  mapSchema,
  OPTIONAL_STRING_SCHEMA,
  primitiveSchema,
  type Schema,
  STRING_SCHEMA,
  structSchema,
  withOptions,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { avroFormat } from '../../../lib/connectors/object-storage/formats/avro-format.ts';

const PLACE = { name: 'topics/t/partition=0/t+0+0', isNew: true };
const options = { codec: 'null', connectMetaData: true, allowOptionalMapKeys: false } as const;

const write = async (schema: Schema, value: ConnectValue, more: { allowOptionalMapKeys?: boolean } = {}) => {
  const body = avroFormat({ ...options, ...more }).open(schema, PLACE);
  body.stage(value);
  body.keep();
  return Buffer.from(await body.take());
};

const read = (bytes: Buffer): Promise<unknown[]> =>
  new Promise((resolve, reject) => {
    const values: unknown[] = [];
    const decoder = new avro.streams.BlockDecoder();
    decoder.on('data', (decoded: unknown) => values.push(decoded));
    decoder.on('end', () => resolve(values)).on('error', reject);
    decoder.end(bytes);
  });

test('a struct used twice, with a struct in it, is defined once', async () => {
  const point = structSchema([['x', INT32_SCHEMA]], { name: 'geo.Point' });
  const row = structSchema(
    [
      ['at', point],
      ['to', withOptions(point, { optional: true })],
    ],
    { name: 'shop.Value', optional: true },
  );
  const schema = structSchema(
    [
      ['before', row],
      ['after', row],
    ],
    { name: 'shop.Envelope' },
  );
  const value = new Struct(row, [new Struct(point, [1]), null]);
  expect(await read(await write(schema, new Struct(schema, [null, value])))).toMatchObject([
    { before: null, after: { at: { x: 1 }, to: null } },
  ]);
});

test('two different structs of one name are refused', () => {
  const schema = structSchema([
    ['a', structSchema([['x', INT32_SCHEMA]], { name: 'T' })],
    ['b', structSchema([['y', INT32_SCHEMA]], { name: 'T' })],
  ]);
  expect(() => avroFormat(options).open(schema, PLACE)).toThrow(/Two different types have the name T/);
});

test('unnamed structs and entries of different maps get names of their own', async () => {
  const inner = structSchema([['x', INT32_SCHEMA]]);
  const schema = structSchema([
    ['in', inner],
    ['first', mapSchema(INT32_SCHEMA, STRING_SCHEMA)],
    ['second', mapSchema(INT32_SCHEMA, INT32_SCHEMA)],
  ]);
  const value = new Struct(schema, [new Struct(inner, [1]), new Map([[1, 'a']]), new Map([[2, 3]])]);
  expect(await read(await write(schema, value))).toMatchObject([
    { in: { x: 1 }, first: [{ key: 1, value: 'a' }], second: [{ key: 2, value: 3 }] },
  ]);
});

test('defaults stand in the schema with all their digits, first in the union, and replace null', async () => {
  const schema = structSchema(
    [
      ['long', primitiveSchema('INT64', { optional: true, defaultValue: 9007199254740993n })],
      ['price', decimalSchema(1, { defaultValue: new Decimal(255n, 1) })],
    ],
    { name: 'D' },
  );
  const text = (await write(schema, new Struct(schema, [null, null]))).toString('utf8');
  expect(text).toContain(
    '"type":[{"type":"long","connect.default":9007199254740993},"null"],"default":9007199254740993}',
  );
  expect(text).toContain('"default":"\\u0000ÿ"}');
});

test('optional string keys make an Avro map where allowed', async () => {
  const schema = structSchema([['m', mapSchema(OPTIONAL_STRING_SCHEMA, INT32_SCHEMA)]], { name: 'M' });
  const value = new Struct(schema, [new Map([['k', 1]])]);
  expect(await read(await write(schema, value))).toMatchObject([{ m: [{ key: 'k', value: 1 }] }]);
  const allowed = await write(schema, value, { allowOptionalMapKeys: true });
  expect(await read(allowed)).toMatchObject([{ m: { k: 1 } }]);
});

test('the same records give the same file', async () => {
  const file = await write(STRING_SCHEMA, 'text');
  expect(await write(STRING_SCHEMA, 'text')).toEqual(file);
  expect(await read(file)).toEqual(['text']);
});

test('a value that does not fit is a data error', () => {
  const body = avroFormat(options).open(STRING_SCHEMA, PLACE);
  expect(() => body.stage(5)).toThrow(/Invalid type for STRING: class java.lang.Byte/);
  expect(() => body.stage(null)).toThrow(/null value for non-optional/);
});
