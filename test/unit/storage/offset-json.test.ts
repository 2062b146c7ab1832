import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectError } from '../../../lib/connect/errors.ts';
import { decodeOffset, encodeOffset } from '../../../lib/storage/offset-json.ts';
import { normal, offsets } from './offsets.ts';

describe('the JSON of offsets', () => {
  it('gives back every offset exactly', () => {
    fc.assert(
      fc.property(offsets, (offset) => {
        const expected = Object.entries(offset).map(([key, value]) => [key, normal(value)]);
        expect(Object.entries(decodeOffset(encodeOffset(offset)))).toStrictEqual(expected);
      }),
    );
  });

  it('is JSON that others read, too', () => {
    fc.assert(
      fc.property(offsets, (offset) => {
        expect(Object.keys(JSON.parse(encodeOffset(offset)))).toStrictEqual(Object.keys(offset));
      }),
    );
  });

  it('is stable: what was read is written as it was', () => {
    fc.assert(
      fc.property(offsets, (offset) => {
        const text = encodeOffset(offset);
        expect(encodeOffset(decodeOffset(text))).toBe(text);
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('has no %d', (value) => {
    expect(() => encodeOffset({ position: value })).toThrow(ConnectError);
  });

  it.each(['', 'null', '[]', '1', '{', '{"a":{}}', '{"a":[1]}', '{"a":1e999}', '{"a":1,"a":2}'])(
    'is not %s',
    (text) => {
      expect(() => decodeOffset(text)).toThrow(ConnectError);
    },
  );

  it('may be written by hand', () => {
    expect(decodeOffset(' { "b" : 9007199254740993 , "a": 1.50 } ')).toStrictEqual({ b: 9007199254740993n, a: 1.5 });
  });
});
