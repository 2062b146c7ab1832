import { describe, expect, it } from 'vitest';
import { isJsonPointer, jsonPointer } from '../../../lib/connectors/http/source/json-pointer.ts';

/** The document of RFC 6901, 5. */
const document = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};

describe('a JSON pointer', () => {
  it.each([
    ['', document],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/g|h', 4],
    ['/i\\j', 5],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
  ])('%j finds what RFC 6901 says', (pointer, value) => {
    expect(isJsonPointer(pointer)).toBe(true);
    expect(jsonPointer(pointer)(document)).toEqual(value);
  });

  it.each(['/foo/00', '/foo/2', '/foo/-', '/foo/bar', '/none', '/toString', '/foo/length'])(
    '%j finds nothing',
    (pointer) => {
      expect(jsonPointer(pointer)(document)).toBeUndefined();
    },
  );

  it.each(['foo', '/a~2', '/a~'])('%j is none', (pointer) => {
    expect(isJsonPointer(pointer)).toBe(false);
  });
});
