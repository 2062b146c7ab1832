import { describe, expect, test } from 'vitest';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { ConnectRecord, SinkRecord } from '../../../lib/connect/record.ts';
import type { Schema } from '../../../lib/connect/schema.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { jsonConverter } from '../../../lib/converters/json-converter.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';
import { outcome, utf8, withoutCause } from '../converters/outcome.ts';
import { type RecordedCase, recordedCases } from './recorded.ts';
import { headedRecord, mapRecord, numberRecord, structRecord, tombstone } from './recorded-records.ts';

const converter = jsonConverter.create({}, false);

const json = (schema: Schema | null, value: ConnectValue): string =>
  schema === null && value === null ? '<null>' : utf8(converter.fromConnectData('t', schema, value));

const JAVA_CLASSES: Readonly<Record<string, string>> = { INT8: 'Byte', INT32: 'Integer', STRING: 'String' };

const headersText = ({ headers }: ConnectRecord): string =>
  headers
    .map(({ key, schema, value }) =>
      schema === null
        ? `${key}=${javaText(null, value)}/null;`
        : `${key}=${javaText(schema, value)} (${JAVA_CLASSES[schema.type]})/${schema.type};`,
    )
    .join('');

/** A record as the record has it. */
const described = (record: SinkRecord | null): string => {
  if (record === null) return '<dropped>';
  const headers = record.headers.length === 0 ? '' : ` headers=${headersText(record)}`;
  return `topic=${record.topic} key=${json(record.keySchema, record.key)} value=${json(record.valueSchema, record.value)}${headers}`;
};

/** Which of the records a case was given; the record shows it in what came out. */
const NULL_CASES = /null$|tombstone$/;
const STRUCT_CASES =
  /^(Cast (schemaful|id|ts|name)|ExtractField$|ExtractField (missing schema|V2)|Flatten$|InsertField$|HeaderFrom (move|missing schema)|MaskField($| repl| struct)|ReplaceField$|SetSchemaMetadata$|TimestampConverter (->|id)|ValueToKey($| missing$))/;

const given = ({ title }: RecordedCase): SinkRecord => {
  if (NULL_CASES.test(title)) return tombstone;
  if (title === 'Cast whole') return numberRecord;
  if (title === 'DropHeaders') return headedRecord;
  return STRUCT_CASES.test(title) ? structRecord : mapRecord;
};

const pluginOf = ({ title }: RecordedCase) => {
  const name = `org.apache.kafka.connect.transforms.${title.split(' ')[0]}`;
  return transformations.find(({ className }) => className === name || className === `${name}$Value`);
};

/** A HashMap prints in the order of its hashes: compare the parts of bare JSON, whatever their order. */
const parts = (text: string): string | readonly string[] =>
  text.includes('"schema":null') ? text.split(/[{},]+/).sort() : text;

/** What is different on purpose, and why. */
const deliberate: Readonly<Record<string, readonly [ours: string, reason: string]>> = {
  'HeaderFrom missing schema': [
    '!! DataException: Field does not exist: zz',
    'the original ends in a NullPointerException, which does not say what is wrong',
  ],
  'ReplaceField old whitelist': [
    '!! ConfigException: Invalid value id for configuration whitelist: Removed in Kafka 4.0, use include',
    'the original ignores the key, and so lets through what was to be left out',
  ],
};

describe("Kafka's transformations do as recorded", () => {
  test.each(recordedCases)('$title', (recorded) => {
    const plugin = pluginOf(recorded);
    const ours = outcome(() => described(plugin?.create(recorded.config).apply(given(recorded)) ?? null));
    const expected = deliberate[recorded.title]?.[0] ?? withoutCause(recorded.expected);
    expect(plugin).toBeDefined();
    expect(parts(ours)).toEqual(parts(expected));
  });

  test('every difference is one', () => {
    for (const [title, [ours]] of Object.entries(deliberate))
      expect(recordedCases.find((one) => one.title === title)?.expected).not.toBe(ours);
  });

  test('the record has every one of them', () => {
    const names = new Set(recordedCases.map(({ title }) => title.split(' ')[0]));
    expect([...names].sort()).toEqual([
      ...['Cast', 'DropHeaders', 'ExtractField', 'Filter', 'Flatten', 'HeaderFrom', 'HoistField', 'InsertField'],
      ...['InsertHeader', 'MaskField', 'RegexRouter', 'ReplaceField', 'SetSchemaMetadata', 'TimestampConverter'],
      ...['TimestampRouter', 'ValueToKey'],
    ]);
    expect(recordedCases).toHaveLength(58);
  });
});
