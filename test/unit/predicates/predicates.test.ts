import { expect, test } from 'vitest';
import { predicates } from '../../../lib/predicates/catalogue.ts';
import { headedRecord, mapRecord, tombstone } from '../transforms/recorded-records.ts';

const create = (name: string, config: Readonly<Record<string, string>> = {}) => {
  const plugin = predicates.find(({ className }) => className.endsWith(`.${name}`));
  if (plugin === undefined) throw new Error(`no ${name}`);
  return plugin.create(config);
};

test('TopicNameMatches wants the whole name', () => {
  expect(create('TopicNameMatches', { pattern: 'topic.*' }).test(mapRecord)).toBe(true);
  expect(create('TopicNameMatches', { pattern: 'topic' }).test(mapRecord)).toBe(false);
  expect(() => create('TopicNameMatches', { pattern: '' })).toThrow('String must be non-empty');
});

test('HasHeaderKey', () => {
  expect(create('HasHeaderKey', { name: 'g' }).test(headedRecord)).toBe(true);
  expect(create('HasHeaderKey', { name: 'zz' }).test(headedRecord)).toBe(false);
});

test('RecordIsTombstone', () => {
  expect(create('RecordIsTombstone').test(tombstone)).toBe(true);
  expect(create('RecordIsTombstone').test(mapRecord)).toBe(false);
});
