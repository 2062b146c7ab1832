import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timestampSchema } from '../../../lib/connect/logical-types.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { FLOAT64_SCHEMA, INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { fieldPartitioner } from '../../../lib/connectors/object-storage/partitioners/field-partitioner.ts';
import { jodaFormat } from '../../../lib/connectors/object-storage/partitioners/joda-format.ts';
import { timeBasedPartitioner } from '../../../lib/connectors/object-storage/partitioners/time-based-partitioner.ts';
import { timeZoneOffset } from '../../../lib/connectors/object-storage/partitioners/time-zone.ts';
import { timestampExtractor } from '../../../lib/connectors/object-storage/partitioners/timestamp-extractor.ts';
import { sinkRecord } from './sink-harness.ts';

const HOUR_MS = 3_600_000;

describe('Joda-Time patterns', () => {
  const local = new Date('2024-12-30T00:05:09.042Z');

  test.each([
    ["'year'=YYYY/'month'=MM/'day'=dd/'hour'=HH", 'year=2024/month=12/day=30/hour=00'],
    ['y-M-d', '2024-12-30'],
    ['YY yy', '24 24'],
    ["xxxx-'W'ww-e", '2025-W01-1'],
    ['DDD', '365'],
    ['h:mm:ss.SSS a k K', '12:05:09.042 AM 24 0'],
    ['S SS SSSS', '0 04 0420'],
    ['EEE EEEE MMM MMMM', 'Mon Monday Dec December'],
    ['Z ZZ ZZZ', '+0530 +05:30 Asia/Kolkata'],
    ["'o''clock' '' x", "o'clock ' 2025"],
    ['CC', '20'],
  ])('%s', (pattern, text) => {
    expect(jodaFormat(pattern, 'en', 'Asia/Kolkata')(local, 5.5 * HOUR_MS)).toBe(text);
  });

  test('in another language', () => {
    expect(jodaFormat('MMMM', 'de_DE', 'UTC')(new Date('2024-03-01'), 0)).toBe('März');
  });

  test.each(['YYYY-bb', "'open"])('%s is refused', (pattern) => {
    expect(() => jodaFormat(pattern, 'en', 'UTC')).toThrow(/Illegal pattern component/);
  });
});

describe('time zones', () => {
  test.each([
    ['UTC', '2024-07-01', 0],
    ['Europe/Paris', '2024-07-01', 2],
    ['Europe/Paris', '2024-01-01', 1],
    ['America/New_York', '1960-01-01', -5],
    ['Asia/Kathmandu', '2024-01-01', 5.75],
    ['-03:30', '2024-01-01', -3.5],
  ])('%s on %s is ahead by %d hours', (zone, date, hours) => {
    expect(timeZoneOffset(zone)(Date.parse(date))).toBe(hours * HOUR_MS);
  });

  test('an unknown zone is refused', () => {
    expect(() => timeZoneOffset('Mars/Olympus')).toThrow("The datetime zone id 'Mars/Olympus' is not recognised");
  });
});

const at = (iso: string): SinkRecord => sinkRecord(0, {}, { timestamp: Date.parse(iso) });

const byTime = (durationMs: number, timeZone: string, pathFormat = "yyyy-MM-dd'T'HH:mm") =>
  timeBasedPartitioner({
    durationMs,
    pathFormat,
    locale: 'en',
    timeZone,
    extract: timestampExtractor('Record', ''),
  });

describe('TimeBasedPartitioner', () => {
  test.each([
    [HOUR_MS, 'Europe/Paris', '2024-06-30T22:59:59Z', '2024-07-01T00:00'],
    [24 * HOUR_MS, 'America/New_York', '2024-03-10T12:00:00Z', '2024-03-10T00:00'],
    [24 * HOUR_MS, 'Asia/Tokyo', '2024-02-29T15:00:00Z', '2024-03-01T00:00'],
    [15 * 60_000, '+05:30', '2024-01-01T00:14:00Z', '2024-01-01T05:30'],
    // 02:00 to 03:00 does not exist on this day: the period of two hours begins after it.
    [2 * HOUR_MS, 'Europe/Paris', '2024-03-31T01:30:00Z', '2024-03-31T03:00'],
    // 02:00 to 03:00 comes twice: both go to one directory.
    [HOUR_MS, 'Europe/Paris', '2024-10-27T00:30:00Z', '2024-10-27T02:00'],
    [HOUR_MS, 'Europe/Paris', '2024-10-27T01:30:00Z', '2024-10-27T02:00'],
  ])('periods of %d ms in %s: %s', (durationMs, zone, iso, path) => {
    expect(byTime(durationMs, zone).encodePartition(at(iso), 0)).toBe(path);
  });

  test('agrees with Date in UTC', () => {
    const partitioner = byTime(HOUR_MS, 'UTC');
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          expect(partitioner.encodePartition(at(date.toISOString()), 0)).toBe(`${date.toISOString().slice(0, 13)}:00`);
        },
      ),
    );
  });
});

describe('timestamp extractors', () => {
  const schema = structSchema([['at', timestampSchema()]]);
  const extract = timestampExtractor('RecordField', 'at');
  const noon = Date.parse('2024-02-29T12:00:00Z');

  test.each([
    ['epoch milliseconds', noon],
    ['a bigint', BigInt(noon)],
    ['a Date', new Date(noon)],
    ['digits', String(noon)],
    ['ISO 8601', '2024-02-29T12:00:00Z'],
    ['without an offset', '2024-02-29T12:00'],
    ['an hour and an offset', '2024-02-29T14+02'],
    ['an offset without a colon', '2024-02-29T10:30:00.000-0130'],
  ])('%s', (_name, at) => {
    expect(extract(sinkRecord(0, { at }), 0)).toBe(noon);
  });

  test('reads structs', () => {
    expect(extract(sinkRecord(0, new Struct(schema, [new Date(noon)])), 0)).toBe(noon);
  });

  test.each([['yesterday'], ['Feb 29 2024'], [null], [true]])('%s is no time', (at) => {
    expect(() => extract(sinkRecord(0, { at }), 0)).toThrow(/Error extracting timestamp from record field 'at'/);
  });

  test('a record without a timestamp has no time', () => {
    expect(() => timestampExtractor('Record', '')(sinkRecord(0, {}, { timestamp: null }), 0)).toThrow(/has none/);
  });

  test('the clock', () => {
    expect(timestampExtractor('Wallclock', '')(sinkRecord(0, {}), 42)).toBe(42);
  });
});

describe('FieldPartitioner', () => {
  const place = structSchema([['city', STRING_SCHEMA]]);
  const schema = structSchema([
    ['id', INT64_SCHEMA],
    ['rate', FLOAT64_SCHEMA],
    ['place', place],
  ]);
  const value = new Struct(schema, [9007199254740993n, 2, new Struct(place, [null])]);
  const encode = (...names: string[]) => fieldPartitioner(names, '/').encodePartition(sinkRecord(0, value), 0);

  test('makes directories of integers, nested fields and nulls', () => {
    expect(encode('id', 'place.city')).toBe('id=9007199254740993/place.city=null');
  });

  test.each([['nope'], ['id.x'], ['rate'], ['place']])('%s cannot partition', (name) => {
    expect(() => encode(name)).toThrow(new RegExp(`Field '${name}'`));
  });
});
