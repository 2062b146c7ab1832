import { expect, test } from 'vitest';
import { validateConfig } from '../../../../lib/config/validate-config.ts';
import type { RawConfig } from '../../../../lib/connect/connector.ts';
import { ConfigError } from '../../../../lib/connect/errors.ts';
import { cloudEventsConverter } from '../../../../lib/converters/cloud-events-converter.ts';

const errors = (raw: RawConfig): readonly string[] =>
  validateConfig(cloudEventsConverter.configDef, { 'converter.type': 'value', ...raw }, () => true).flatMap(
    (key) => key.errors,
  );

test.each<readonly [key: string, value: string, what: RegExp]>([
  ['serializer.type', 'xml', /String must be one of/],
  ['metadata.source', 'generate', /Global metadata source can't be generate/],
  ['metadata.source', 'value,id:value', /Field source `value` is not valid/],
  ['metadata.source', 'value,subject:generate', /`subject` is not allowed to set custom source/],
  ['avro.apicurio.registry.url', 'http://apicurio:8080', /use avro.schema.registry.url/],
  ['avro.use.schema.guid', 'x', /use.schema.id/],
  ['avro.schema.registry.url', 'registry', /not a list of URLs/],
  ['json.decimal.format', 'HEX', /BASE64, NUMERIC/],
])('refuses %s=%s', (key, value, what) => {
  expect(errors({ [key]: value })).toEqual([expect.stringMatching(what)]);
  expect(() => cloudEventsConverter.create({ [key]: value }, false)).toThrow(what);
});

test.each([
  'value',
  'header',
  'value,id:header,type:header,traceparent:header,dataSchemaName:header',
  'value,id:generate,type:generate,traceparent:header,dataSchemaName:generate',
  'VALUE, id:Generate, dataSchemaName:header',
])('takes metadata.source=%s', (value) => {
  expect(errors({ 'metadata.source': value })).toEqual([]);
});

test('refuses types that do not go together, and Avro without a registry', () => {
  const create = (raw: RawConfig) => () => cloudEventsConverter.create(raw, false);
  expect(create({ 'serializer.type': 'avro' })).toThrow(/Cannot use 'application\/json' data content type/);
  expect(create({ 'data.serializer.type': 'avro' })).toThrow(ConfigError);
  expect(create({ 'data.serializer.type': 'avro' })).toThrow(/set avro.schema.registry.url/);
});
