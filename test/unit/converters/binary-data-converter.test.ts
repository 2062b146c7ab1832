import { expect, test } from 'vitest';
import { DataError } from '../../../lib/connect/errors.ts';
import { BYTES_SCHEMA, OPTIONAL_BYTES_SCHEMA, STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { binaryDataConverter } from '../../../lib/converters/binary-data-converter.ts';

const bytes = Buffer.from([0, 1, 255]);
const json = 'org.apache.kafka.connect.json.JsonConverter';

test('bytes go through as they are, both ways', () => {
  const converter = binaryDataConverter.create({}, false);
  expect(converter.fromConnectData('t', BYTES_SCHEMA, bytes)).toEqual(bytes);
  expect(converter.toConnectData('t', bytes)).toEqual({ schema: OPTIONAL_BYTES_SCHEMA, value: bytes });
});

test('other values go through the delegate, or are refused', () => {
  const plain = { 'delegate.converter.type': json, 'delegate.converter.type.schemas.enable': 'false' };
  const text = binaryDataConverter.create(plain, false).fromConnectData('t', STRING_SCHEMA, 'a');
  expect(Buffer.from(text ?? []).toString()).toBe('"a"');
  const enveloped = binaryDataConverter.create({ 'delegate.converter.type': json }, false);
  expect(Buffer.from(enveloped.fromConnectData('t', STRING_SCHEMA, 'a') ?? []).toString()).toContain('"payload":"a"');
  expect(() => binaryDataConverter.create({}, false).fromConnectData('t', STRING_SCHEMA, 'a')).toThrow(DataError);
});
