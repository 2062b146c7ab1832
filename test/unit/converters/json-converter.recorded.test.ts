import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { javaClass } from '../../../lib/connect/java-class.ts';
import { javaText } from '../../../lib/connect/java-text.ts';
import * as s from '../../../lib/connect/schema.ts';
import type { ConnectValue, SchemaAndValue } from '../../../lib/connect/value.ts';
import { jsonConverter } from '../../../lib/converters/json-converter.ts';
import { allTypes, allTypesSchema } from './all-types.ts';
import { expectedCases } from './deliberate-differences.ts';
import { outcome, utf8, withoutCause } from './outcome.ts';

const create = (config: RawConfig) => jsonConverter.create(config, false);

const SCHEMALESS = { 'schemas.enable': 'false' };

const written = (config: RawConfig, schema: s.Schema | null, value: ConnectValue): string =>
  outcome(() => utf8(create(config).fromConnectData('t', schema, value)));

/** What the record's cases were given, by its names of them. */
const inputs: Readonly<Record<string, () => string>> = {
  'envelope all types': () => written({}, allTypesSchema, allTypes),
  'schemas.enable=false': () => written(SCHEMALESS, allTypesSchema, allTypes),
  'decimal.format=NUMERIC': () => written({ ...SCHEMALESS, 'decimal.format': 'numeric' }, allTypesSchema, allTypes),
  'replace.null.with.default=false': () =>
    written({ ...SCHEMALESS, 'replace.null.with.default': 'false' }, allTypesSchema, allTypes),
  'null/null': () => written({}, null, null),
  'schema+null': () => written({}, s.OPTIONAL_STRING_SCHEMA, null),
  'schema+null no envelope': () => written(SCHEMALESS, s.OPTIONAL_STRING_SCHEMA, null),
  'required null': () => written({}, s.STRING_SCHEMA, null),
  'schemaless map': () => written({}, null, { a: 1 }),
  'NaN float64': () => written(SCHEMALESS, s.FLOAT64_SCHEMA, Number.NaN),
};

describe('JsonConverter.fromConnectData, as recorded', () => {
  test.each(expectedCases('JsonConverter.fromConnectData'))('$given', ({ given, expected }) => {
    expect(inputs[given]?.()).toBe(expected);
  });
});

/** Where a schemaless integer is concerned, JavaScript does not know Java's Long from its Byte: JSON means Long. */
const classOf = ({ schema, value }: SchemaAndValue): string => {
  if (schema?.type === 'INT32') return 'Integer';
  if (Number.isInteger(value)) return 'Long';
  return javaClass(value).replace(/^.*\./, '');
};

const described = (read: SchemaAndValue): string => {
  const { schema, value } = read;
  const name = schema?.name === undefined ? '' : `/${schema.name}`;
  const printed = value instanceof Date ? `Date(${value.getTime()})` : javaText(schema, value);
  const suffix = value === null || value instanceof Date ? '' : ` (${classOf(read)})`;
  return `schema=${schema === null ? 'null' : schema.type}${name} value=${printed}${suffix}`;
};

/** A HashMap prints in the order of its hashes: compare the entries, whatever their order. */
const entries = (text: string): readonly string[] => text.split(/[{} ,]+/).sort();

describe('JsonConverter.toConnectData, as recorded', () => {
  const cases = expectedCases('JsonConverter.toConnectData').filter(({ given }) => given.startsWith('enable='));

  test.each(cases)('$given', ({ given, expected }) => {
    const enabled = given.startsWith('enable=true');
    const converter = create({ 'schemas.enable': String(enabled) });
    const bytes = Buffer.from(given.replace(/^enable=(true |false) ?/, ''));
    const ours = outcome(() => described(converter.toConnectData('t', bytes)));
    expect(entries(ours)).toEqual(entries(withoutCause(expected)));
  });

  test('null bytes', () => {
    expect(create({}).toConnectData('t', null)).toEqual({ schema: null, value: null });
  });

  test('schema.content', () => {
    const content = JSON.stringify({ type: 'struct', fields: [{ type: 'int32', optional: false, field: 'a' }] });
    const { schema, value } = create({ 'schema.content': content }).toConnectData('t', Buffer.from('{"a":7}'));
    expect(`Schema{${schema?.type}} ${javaText(schema, value)}`).toBe('Schema{STRUCT} Struct{a=7}');
  });
});
