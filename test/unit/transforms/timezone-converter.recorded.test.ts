import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { timezoneConverter } from '../../../lib/transforms/timezone-converter.ts';
import { partOf, timedEvent } from './timezone-events.ts';

const text = readFileSync(new URL('./fixtures/recorded-time-zones.txt', import.meta.url), 'utf8');
const recorded = text
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(' | '));

/** As a connector gives it: a number where a double holds it. */
const long = (digits: string): number | bigint =>
  Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits);

const asGiven = (value: unknown): string => String(value instanceof Date ? value.getTime() : value);

const include =
  'source:customers:ms,customers:us,customers:ns,customers:zoned,customers:connect,customers:source.ts_ms';

test.each(recorded)('converts to %s: %s', (zone = '', given = '', expected = '') => {
  const [ms = '', us = '', ns = '', zoned = ''] = given.split(' ');
  const values = { ms: long(ms), us: long(us), ns: long(ns), zoned, connect: new Date(Number(ms)) };
  const converter = timezoneConverter.create({ 'converted.timezone': zone, 'include.list': include });
  const out = converter.apply(timedEvent(values, 'customers', Number(ms)));
  const made = ['after.ms', 'after.us', 'after.ns', 'after.zoned', 'after.connect', 'source.ts_ms'];
  expect(made.map((path) => asGiven(partOf(out, path))).join(' ')).toBe(expected);
});

test('the record has all of it', () => {
  expect(recorded).toHaveLength(53);
});
