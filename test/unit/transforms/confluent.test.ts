import { describe, expect, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';
import { tombstoneHandler } from '../../../lib/transforms/tombstone-handler.ts';
import { headedRecord, mapRecord, structRecord, tombstone } from './recorded-records.ts';
import { recordingLogger } from './recording-logger.ts';

const apply = (name: string, config: RawConfig, record: SinkRecord): SinkRecord | null => {
  const plugin = transformations.find(({ className }) => className === `io.confluent.connect.transforms.${name}`);
  if (plugin === undefined) throw new Error(`no ${name}`);
  return plugin.create(config).apply(record);
};

describe('ExtractTopic', () => {
  test('takes the topic from a field, the whole or a header', () => {
    expect(apply('ExtractTopic$Value', { field: 'name' }, structRecord)?.topic).toBe('bob');
    expect(apply('ExtractTopic$Value', { field: 'name' }, mapRecord)?.topic).toBe('bob');
    expect(apply('ExtractTopic$Key', {}, mapRecord)?.topic).toBe('k');
    expect(apply('ExtractTopic$Header', { field: 'h' }, headedRecord)?.topic).toBe('z');
  });

  test('refuses, or passes, what has none', () => {
    const missing = { field: 'zz' };
    expect(() => apply('ExtractTopic$Value', missing, mapRecord)).toThrow('The topic must be a string');
    expect(apply('ExtractTopic$Value', { ...missing, 'skip.missing.or.null': 'true' }, mapRecord)).toBe(mapRecord);
    expect(() => apply('ExtractTopic$Value', { field: 'id' }, mapRecord)).toThrow('found: java.lang.Byte in id');
    expect(() => apply('ExtractTopic$Header', {}, headedRecord)).toThrow('must name the header');
    expect(() => apply('ExtractTopic$Value', { 'field.format': 'JSON_PATH' }, mapRecord)).toThrow('PLAIN');
  });
});

test('TombstoneHandler drops tombstones or fails', () => {
  expect(apply('TombstoneHandler', {}, tombstone)).toBe(null);
  expect(apply('TombstoneHandler', {}, mapRecord)).toBe(mapRecord);
  expect(() => apply('TombstoneHandler', { behavior: 'fail' }, tombstone)).toThrow('Tombstone record encountered');
});

test.each([
  ['warn', 1],
  ['ignore', 0],
])('TombstoneHandler with %s logs %i warnings', (behavior, warnings) => {
  const { log, lines } = recordingLogger();
  expect(tombstoneHandler.create({ behavior }, { log }).apply(tombstone)).toBeNull();
  expect(lines).toHaveLength(warnings);
});

describe('MessageTimestampRouter', () => {
  const config = {
    'topic.format': 'foo-${topic}-${timestamp}',
    'message.timestamp.format': 'yyyy-MM-dd',
    'topic.timestamp.format': 'yyyy.MM.dd',
    'message.timestamp.keys': 'timestamp,time,ts',
  };

  test('routes by the first time in the value', () => {
    const record = { ...mapRecord, topic: 'bar', value: { time: '2019-08-06', ts: '2020-01-01' } };
    expect(apply('MessageTimestampRouter', config, record)?.topic).toBe('foo-bar-2019.08.06');
  });

  test('or by milliseconds, or by the timestamp of the record', () => {
    const numbers = { ...config, 'message.timestamp.format': '' };
    const record = { ...mapRecord, value: { ts: 0 } };
    expect(apply('MessageTimestampRouter', numbers, record)?.topic).toBe('foo-topicA-1970.01.01');
    expect(apply('MessageTimestampRouter', numbers, { ...mapRecord, value: {} })?.topic).toBe('foo-topicA-2023.11.14');
  });

  test('says what is wrong', () => {
    const record = { ...mapRecord, value: { ts: 'soon' } };
    expect(() => apply('MessageTimestampRouter', config, record)).toThrow('value (soon) does not match');
    expect(() => apply('MessageTimestampRouter', config, structRecord)).toThrow('Only Map objects supported');
  });
});

describe('Drop', () => {
  test.each([
    ['nullify', null],
    ['retain', { optional: false }],
    ['force_optional', { optional: true, name: 'V' }],
  ])('%s', (behavior, valueSchema) => {
    const out = apply('Drop$Value', { 'schema.behavior': behavior }, structRecord);
    expect(out).toMatchObject({ value: null, valueSchema, key: 'k', keySchema: s.STRING_SCHEMA });
  });

  test('validate refuses a schema that is not optional', () => {
    expect(() => apply('Drop$Value', { 'schema.behavior': 'validate' }, structRecord)).toThrow('not optional');
  });
});
