import { expect, test } from 'vitest';
import { civilDate, epochDays } from '../../../lib/connectors/jdbc/calendar.ts';
import {
  formatDate,
  formatTime,
  formatWall,
  parseDate,
  parseTime,
  parseTimestamp,
} from '../../../lib/connectors/jdbc/date-text.ts';
import { instantOfMillis, isAfter, millisOf, minusMillis } from '../../../lib/connectors/jdbc/instant.ts';
import { timeZone } from '../../../lib/connectors/jdbc/time-zone.ts';

const dates = (zone = 'UTC') => ({ zone: timeZone(zone), calendar: 'PROLEPTIC_GREGORIAN' as const });
const iso = (text: string, zone?: string) => new Date(millisOf(parseTimestamp(text, dates(zone)))).toISOString();

test.each([
  ['2024-01-31 12:30:00', 'UTC', '2024-01-31T12:30:00.000Z'],
  ['2024-01-31T12:30:00.123456789Z', 'Asia/Tokyo', '2024-01-31T12:30:00.123Z'],
  ['2024-01-31 12:30:00.5+05:30', 'UTC', '2024-01-31T07:00:00.500Z'],
  ['2024-01-31 12:30:00-03', 'UTC', '2024-01-31T15:30:00.000Z'],
  ['2024-01-31', 'UTC', '2024-01-31T00:00:00.000Z'],
  ['2024-07-01 02:00:00', 'Europe/Paris', '2024-07-01T00:00:00.000Z'],
  ['2024-01-01 01:00:00', 'Europe/Paris', '2024-01-01T00:00:00.000Z'],
  ['2024-03-31 02:30:00', 'Europe/Paris', '2024-03-31T01:30:00.000Z'],
  ['2024-10-27 02:30:00', 'Europe/Paris', '2024-10-27T01:30:00.000Z'],
  ['2024-01-01 00:00:00', '+05:30', '2023-12-31T18:30:00.000Z'],
  ['0044-03-15 00:00:00 BC', 'UTC', '-000043-03-15T00:00:00.000Z'],
  ['12024-01-01 00:00:00', 'UTC', '+012024-01-01T00:00:00.000Z'],
])('%s in %s', (text, zone, expected) => {
  expect(iso(text, zone)).toBe(expected);
});

test('nanoseconds survive, before 1970 as well', () => {
  expect(parseTimestamp('1969-12-31 23:59:59.999999999', dates())).toEqual({ seconds: -1, nanos: 999_999_999 });
  expect(millisOf({ seconds: -1, nanos: 999_999_999 })).toBe(-1);
  expect(instantOfMillis(-1)).toEqual({ seconds: -1, nanos: 999_000_000 });
  expect(minusMillis({ seconds: 10, nanos: 1 }, 1)).toEqual({ seconds: 9, nanos: 999_000_001 });
  expect(isAfter({ seconds: 1, nanos: 2 }, { seconds: 1, nanos: 1 })).toBe(true);
});

test('what is written is read again', () => {
  for (const zone of ['UTC', 'Europe/Paris', 'Australia/Lord_Howe', 'America/St_Johns', '-03:30']) {
    const settings = dates(zone);
    for (const seconds of [-1, 0, 1_700_000_000, 1_720_000_123, 4_000_000_000]) {
      const instant = { seconds, nanos: 123_456_000 };
      const text = formatWall(instant, settings.zone, { separator: ' ', digits: 6 });
      expect(parseTimestamp(text, settings)).toEqual(instant);
    }
  }
});

test.each(['infinity', '-infinity', '', '2024', '24-01-01', '0000-00-00x'])('%j is no timestamp', (text) => {
  expect(() => parseTimestamp(text, dates())).toThrow('Not a timestamp that Kafka Connect can hold');
});

test('times of day, and none beyond a day', () => {
  expect(parseTime('12:34:56.789999').toISOString()).toBe('1970-01-01T12:34:56.789Z');
  expect(parseTime('00:30:00+01').toISOString()).toBe('1970-01-01T23:30:00.000Z');
  expect(() => parseTime('838:59:59')).toThrow('Not a time of day: 838:59:59');
  expect(() => parseTime('-01:00:00')).toThrow('Not a time of day');
});

test('the calendars differ before 15 October 1582', () => {
  const days = (year: number, month: number, day: number) => [
    epochDays(year, month, day, 'PROLEPTIC_GREGORIAN'),
    epochDays(year, month, day, 'LEGACY'),
  ];
  expect(days(1970, 1, 1)).toEqual([0, 0]);
  expect(days(2000, 2, 29)).toEqual([11016, 11016]);
  expect(days(1582, 10, 15)).toEqual([-141427, -141427]);
  expect(days(1582, 10, 4)[1]).toBe(-141428);
  for (const year of [-400, -1, 0, 1, 99, 1000, 1582, 1900, 2400]) {
    const expected = new Date(Date.UTC(2000, 1, 28)).setUTCFullYear(year) / 86_400_000;
    expect(epochDays(year, 2, 28, 'PROLEPTIC_GREGORIAN')).toBe(expected);
  }
  expect(parseDate('1500-03-01', 'LEGACY').toISOString()).toBe('1500-03-11T00:00:00.000Z');
});

test('an unknown zone is refused', () => {
  expect(() => timeZone('Mars/Olympus')).toThrow(RangeError);
});

test('days become dates and back, in both calendars', () => {
  for (const calendar of ['LEGACY', 'PROLEPTIC_GREGORIAN'] as const) {
    for (let days = -800_000; days < 800_000; days += 97) {
      const { year, month, day } = civilDate(days, calendar);
      expect(epochDays(year, month, day, calendar)).toBe(days);
    }
  }
  expect(formatDate(-141_427, 'LEGACY')).toBe('1582-10-15');
  expect(formatDate(-141_428, 'LEGACY')).toBe('1582-10-04');
  expect(formatDate(-141_428, 'PROLEPTIC_GREGORIAN')).toBe('1582-10-14');
  expect(formatDate(epochDays(-43, 3, 15, 'LEGACY'), 'LEGACY')).toBe('0044-03-15 BC');
  expect(formatTime(86_399, 999_999_999, 6)).toBe('23:59:59.999999');
  expect(formatTime(0, 0, 0)).toBe('00:00:00');
});
