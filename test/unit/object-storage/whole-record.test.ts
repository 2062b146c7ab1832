import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import type { Header } from '../../../lib/connect/header.ts';
import { decimalSchema, timestampSchema } from '../../../lib/connect/logical-types.ts';
import {
  arraySchema,
  BOOLEAN_SCHEMA,
  BYTES_SCHEMA,
  FLOAT32_SCHEMA,
  INT8_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_BYTES_SCHEMA,
  STRING_SCHEMA,
  structSchema,
} from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { unwrapHeader } from '../../../lib/connectors/object-storage/backup/unwrap-header.ts';
import { unwrapRecord } from '../../../lib/connectors/object-storage/backup/unwrap-record.ts';
import { wrapHeader } from '../../../lib/connectors/object-storage/backup/wrap-header.ts';
import { createRecordWrapper } from '../../../lib/connectors/object-storage/backup/wrap-record.ts';
import { sinkRecord } from './sink-harness.ts';

const point = structSchema([['x', INT64_SCHEMA]], { name: 'Point' });

describe('headers come back from their texts', () => {
  test.each<Header & { readonly type: string | null }>([
    { key: 'text', schema: STRING_SCHEMA, value: '007', type: 'STRING' },
    { key: 'empty', schema: STRING_SCHEMA, value: '', type: 'STRING' },
    { key: 'bytes', schema: OPTIONAL_BYTES_SCHEMA, value: Buffer.from([0, 255, 10]), type: 'BYTES' },
    { key: 'none', schema: OPTIONAL_BYTES_SCHEMA, value: null, type: 'BYTES' },
    { key: 'null', schema: null, value: null, type: null },
    { key: 'tiny', schema: INT8_SCHEMA, value: -7, type: 'INT8' },
    { key: 'long', schema: INT64_SCHEMA, value: 2n ** 62n, type: 'INT64' },
    { key: 'float', schema: FLOAT32_SCHEMA, value: Math.fround(0.1), type: 'FLOAT32' },
    { key: 'flag', schema: BOOLEAN_SCHEMA, value: false, type: 'BOOLEAN' },
    { key: 'json', schema: null, value: { a: [1, 'b', null] }, type: 'JSON_SCHEMALESS' },
    { key: 'list', schema: arraySchema(STRING_SCHEMA), value: ['a', '"b"'], type: 'JSON_EMBEDDED_SCHEMA' },
    { key: 'price', schema: decimalSchema(2), value: Decimal.parse('-1.50'), type: 'JSON_EMBEDDED_SCHEMA' },
    { key: 'at', schema: timestampSchema(), value: new Date(5), type: 'JSON_EMBEDDED_SCHEMA' },
    { key: 'struct', schema: point, value: new Struct(point, [2n ** 60n]), type: 'JSON_EMBEDDED_SCHEMA' },
  ])('$key', ({ type, ...header }) => {
    const wrapped = wrapHeader(header);
    expect(wrapped.get('headerSchemaType')).toBe(type);
    const { key, value } = unwrapHeader(wrapped);
    expect([key, value]).toEqual([header.key, header.value]);
  });
});

const wrap = createRecordWrapper({ key: 'BYTES', value: 'BYTES' });

describe('records come back from their envelopes', () => {
  const bytes = { keySchema: OPTIONAL_BYTES_SCHEMA, valueSchema: OPTIONAL_BYTES_SCHEMA };
  test.each([
    ['bytes', sinkRecord(7, Buffer.from('v'), { ...bytes, key: Buffer.from('k') })],
    ['no key', sinkRecord(7, Buffer.from('v'), { ...bytes })],
    ['a tombstone', sinkRecord(7, null, { ...bytes, key: Buffer.from('k') })],
    ['neither key nor value', sinkRecord(7, null)],
    [
      'no time',
      sinkRecord(7, 'a', { valueSchema: STRING_SCHEMA, timestamp: null, timestampType: 'NO_TIMESTAMP_TYPE' }),
    ],
    ['without schemas', sinkRecord(7, { long: 2n ** 62n, list: [] }, { key: 'k' })],
    [
      'headers of one name',
      sinkRecord(7, 'a', { headers: ['1', '2'].map((value) => ({ key: 'h', schema: null, value })) }),
    ],
    [
      'a struct',
      sinkRecord(7, new Struct(point, [1]), { valueSchema: point, keySchema: BYTES_SCHEMA, key: Buffer.of(1) }),
    ],
  ])('%s', (_, record) => {
    const { key, value, headers, timestamp } = unwrapRecord(wrap(record));
    expect(key).toEqual({ schema: record.keySchema, value: record.key });
    expect(value).toEqual({ schema: record.valueSchema, value: record.value });
    expect(headers).toEqual(record.headers);
    expect(timestamp).toBe(record.timestamp);
  });

  test('their place is in the envelope', () => {
    const { value } = wrap(sinkRecord(7, null, { kafkaPartition: 3 }));
    const envelope = value instanceof Struct ? value : null;
    expect(
      ['topic', 'partition', 'offset', 'timestampType', 'valueSchemaType', 'formatVersion'].map((name) =>
        envelope?.get(name),
      ),
    ).toEqual(['s3_topic', 3, 7, 'CREATE_TIME', 'NONE', 1]);
  });
});

test('what is no envelope is told', () => {
  expect(() => unwrapRecord({ schema: null, value: { a: 1 } })).toThrow('mode=BACKUP_FULL_RECORD');
});
