import avro from 'avsc';
import { describe, expect, test } from 'vitest';
import { decimalSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { type AvroJson, avroText } from '../../../lib/formats/avro/avro-json.ts';
import { type AvroOptions, DEFAULT_AVRO_OPTIONS } from '../../../lib/formats/avro/avro-options.ts';
import { createAvroReader } from '../../../lib/formats/avro/avro-reader.ts';
import { createAvroWriter } from '../../../lib/formats/avro/avro-writer.ts';
import { fromConnectSchema } from '../../../lib/formats/avro/from-connect-schema.ts';
import { parseAvroSchema } from '../../../lib/formats/avro/parse-schema.ts';
import { toConnectSchema } from '../../../lib/formats/avro/to-connect-schema.ts';

const options = (more: Partial<AvroOptions> = {}): AvroOptions => ({ ...DEFAULT_AVRO_OPTIONS, ...more });

const written = (schema: s.Schema, more: Partial<AvroOptions> = {}): string =>
  avroText(fromConnectSchema(schema, options(more)));

const read = (json: AvroJson, more: Partial<AvroOptions> = {}, version?: number): s.Schema =>
  toConnectSchema(parseAvroSchema(json), options(more), version);

/** Decodes what avsc, which knows nothing of Connect, has encoded. */
const decode = (json: AvroJson, value: unknown, more: Partial<AvroOptions> = {}): ConnectValue => {
  const bytes = avro.Type.forSchema(JSON.parse(avroText(json)), { wrapUnions: true }).toBuffer(value);
  return createAvroReader(parseAvroSchema(json), options(more))(bytes).value;
};

describe('schemas are written as AvroData writes them, to the letter', () => {
  test.each<readonly [string, s.Schema, Partial<AvroOptions>, string]>([
    ['int8', s.INT8_SCHEMA, {}, '{"type":"int","connect.type":"int8"}'],
    ['without meta data', s.INT8_SCHEMA, { connectMetaData: false }, '"int"'],
    [
      'decimal',
      decimalSchema(2),
      {},
      '{"type":"bytes","scale":2,"precision":64,"connect.version":1,"connect.parameters":{"scale":"2"},"connect.name":"org.apache.kafka.connect.data.Decimal","logicalType":"decimal"}',
    ],
    [
      'timestamp',
      timestampSchema({ optional: true }),
      {},
      '["null",{"type":"long","connect.version":1,"connect.name":"org.apache.kafka.connect.data.Timestamp","logicalType":"timestamp-millis"}]',
    ],
    [
      'struct with a default',
      s.structSchema([['a', s.primitiveSchema('INT32', { optional: true, defaultValue: 5 })]], {
        name: 'x.y.Z',
        version: 3,
        doc: 'd',
      }),
      {},
      '{"type":"record","name":"Z","namespace":"x.y","fields":[{"name":"a","type":[{"type":"int","connect.default":5},"null"],"default":5}],"connect.doc":"d","connect.version":3,"connect.name":"x.y.Z"}',
    ],
    [
      'struct without a name',
      s.structSchema([['a', s.STRING_SCHEMA]]),
      {},
      '{"type":"record","name":"ConnectDefault","namespace":"io.confluent.connect.avro","fields":[{"name":"a","type":"string"}]}',
    ],
    [
      'invalid names',
      s.structSchema([['a b-c', s.STRING_SCHEMA]], { name: 'my-ns.1x' }),
      { scrubInvalidNames: true, connectMetaData: false },
      '{"type":"record","name":"x1x","namespace":"my_ns","fields":[{"name":"a_b_c","type":"string"}]}',
    ],
    [
      'map with keys that are no strings',
      s.mapSchema(s.INT32_SCHEMA, s.STRING_SCHEMA),
      {},
      '{"type":"array","items":{"type":"record","name":"MapEntry","namespace":"io.confluent.connect.avro","fields":[{"name":"key","type":"int"},{"name":"value","type":"string"}]}}',
    ],
  ])('%s', (_name, schema, more, expected) => {
    expect(written(schema, more)).toBe(expected);
  });
});

const COLOR = { type: 'enum', name: 'Color', namespace: 'c', symbols: ['RED', 'BLUE'] } as const;

describe('enums', () => {
  test('are strings that know their symbols, and stay enums where asked for', () => {
    const schema = read(COLOR);
    expect(schema).toMatchObject({
      type: 'STRING',
      name: 'c.Color',
      parameters: { 'io.confluent.connect.avro.Enum': 'c.Color', 'io.confluent.connect.avro.Enum.RED': 'RED' },
    });
    expect(decode(COLOR, 'BLUE')).toBe('BLUE');
    expect(JSON.parse(written(schema, { enhanced: true }))).toMatchObject({ ...COLOR, 'connect.name': 'c.Color' });
    expect(JSON.parse(written(schema))).toMatchObject({ type: 'string' });
  });
});

const EITHER = [
  'null',
  'int',
  'string',
  { type: 'record', name: 'n.R', fields: [{ name: 'x', type: 'long' }] },
] as const;

describe('unions', () => {
  test('are structs of which one field has a value, and unions again', () => {
    const schema = read(EITHER);
    expect(schema).toMatchObject({ type: 'STRUCT', optional: true, name: 'io.confluent.connect.avro.Union' });
    expect(schema.type === 'STRUCT' && schema.fields.map(({ name }) => name)).toEqual(['int', 'string', 'R']);
    const value = decode(EITHER, { 'n.R': { x: 7 } });
    expect(value instanceof Struct && value.values.map((one) => one === null)).toEqual([true, true, false]);
    const json = fromConnectSchema(schema, options());
    const again = createAvroWriter(schema, parseAvroSchema(json), options())(value);
    expect(createAvroReader(parseAvroSchema(json), options())(again).value).toEqual(value);
  });

  test('of one type are that type, and go by full names where asked for', () => {
    expect(read(['int'])).toMatchObject({ type: 'INT32', optional: false });
    const schema = read(EITHER, { enhanced: true });
    expect(schema.type === 'STRUCT' && schema.fields.map(({ name }) => name)).toEqual(['int', 'string', 'n.R']);
  });
});

describe('what comes from elsewhere', () => {
  test('a fixed keeps its size, and a decimal in it its digits', () => {
    const fixed = { type: 'fixed', name: 'F', size: 4, logicalType: 'decimal', precision: 9, scale: 2 } as const;
    const schema = read(fixed);
    expect(schema).toMatchObject({
      parameters: { scale: '2', 'connect.decimal.precision': '9', 'connect.fixed.size': '4' },
    });
    expect(String(decode(fixed, Buffer.of(0xff, 0xff, 0xff, 0x85)))).toBe('-1.23');
  });

  test('documentation and defaults of fields are kept as parameters', () => {
    const json = {
      type: 'record',
      name: 'R',
      doc: 'record',
      fields: [{ name: 'a', type: 'int', doc: 'field', default: 3 }],
    };
    expect(read(json, {}, 5)).toMatchObject({
      version: 5,
      parameters: {
        'io.confluent.connect.avro.record.doc': 'record',
        'io.confluent.connect.avro.field.doc.a': 'field',
      },
      fields: [{ schema: { defaultValue: 3, parameters: { 'io.confluent.connect.avro.field.default': 'true' } } }],
    });
  });

  test('a type that holds itself, and null alone, are refused', () => {
    const list = { type: 'record', name: 'L', fields: [{ name: 'next', type: ['null', 'L'] }] };
    expect(() => read(list)).toThrow(/holds itself/);
    expect(() => read('null')).toThrow('Standalone null schemas are not supported by this converter');
  });
});
