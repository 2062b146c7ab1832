import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simpleDateFormat } from '../../../lib/transforms/date-format/simple-date-format.ts';

const MOMENT = new Date('2023-11-04T22:03:09.007Z');

describe('simpleDateFormat writes', () => {
  test.each([
    ["yyyy-MM-dd'T'HH:mm:ss.SSSX", '2023-11-04T22:03:09.007Z'],
    ['yy M d H m s S', '23 11 4 22 3 9 7'],
    ['EEE, MMM dd yyyy hh:mm a', 'Sat, Nov 04 2023 10:03 PM'],
    ['EEEE MMMM LLL GG', 'Saturday November Nov AD'],
    ['kk KK DDD w W F u YYYY', '22 10 308 44 1 1 6 2023'],
    // Milliseconds are a number, no fraction.
    ['ss.SSSSSS', '09.000007'],
    ['z Z XXX zzzz', 'UTC +0000 Z Coordinated Universal Time'],
    ["hh 'o''clock' ''", "10 o'clock '"],
  ])('%s', (pattern, expected) => {
    expect(simpleDateFormat(pattern).format(MOMENT)).toBe(expected);
  });

  test('the last days of a year in the week, and week year, of the next', () => {
    expect(simpleDateFormat("YYYY'W'ww").format(new Date('2023-12-31T00:00:00Z'))).toBe('2024W01');
    expect(simpleDateFormat("YYYY'W'ww").format(new Date('2022-12-31T00:00:00Z'))).toBe('2022W53');
  });
});

describe('simpleDateFormat reads', () => {
  test.each([
    ['yyyy-MM-dd', '2019-08-06', '2019-08-06T00:00:00.000Z'],
    ['yyyy-MM-dd', '2019-08-06 and more', '2019-08-06T00:00:00.000Z'],
    ['yyyyMMddHHmmss', '20190806010203', '2019-08-06T01:02:03.000Z'],
    ['yyyyMMdd', '2019080', '2019-07-31T00:00:00.000Z'],
    ['yyyy-MM-dd', '2019-13-32', '2020-02-01T00:00:00.000Z'],
    ['EEE MMM dd HH:mm:ss zzz yyyy', 'Tue Aug 06 10:00:00 UTC 2019', '2019-08-06T10:00:00.000Z'],
    ['d MMMM yyyy h:mm a', '6 august 2019 12:30 am', '2019-08-06T00:30:00.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ssXXX", '2019-08-06T10:00:00+02:00', '2019-08-06T08:00:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss Z', '2019-08-06 10:00:00 -0330', '2019-08-06T13:30:00.000Z'],
    ['yy', '12', '2012-01-01T00:00:00.000Z'],
    ['yy', '99', '1999-01-01T00:00:00.000Z'],
    ['yyyy', '12', '0012-01-01T00:00:00.000Z'],
    ['yyyy DDD', '2020 366', '2020-12-31T00:00:00.000Z'],
    ['HH:mm', '25:00', '1970-01-02T01:00:00.000Z'],
    ['s.SSSSSS', '1.001500', '1970-01-01T00:00:02.500Z'],
  ])('%s: %s', (pattern, text, expected) => {
    expect(simpleDateFormat(pattern).parse(text)?.toISOString()).toBe(expected);
  });

  test.each([
    ['yyyy-MM-dd', 'x2019-08-06'],
    ['yyyy-MM-dd', '2019/08/06'],
    ['yyyyMMdd', '20190'],
    ['MMM', 'Foo'],
    ['YYYY-ww', '2019-01'],
  ])('nothing with %s in %s', (pattern, text) => {
    expect(simpleDateFormat(pattern).parse(text)).toBe(null);
  });

  test('what it has written', () => {
    const format = simpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSX");
    const millis = fc.integer({ min: Date.UTC(1, 0), max: Date.UTC(9999, 11, 31) });
    fc.assert(fc.property(millis, (ms) => format.parse(format.format(new Date(ms)))?.getTime() === ms));
  });
});

test.each([
  ['yyyy-nn', "Illegal pattern character 'n'"],
  ["yyyy 'open", 'Unterminated quote'],
  ['XXXX', 'invalid ISO 8601 format: length=4'],
])('%s is no pattern', (pattern, message) => {
  expect(() => simpleDateFormat(pattern)).toThrow(message);
});
