import { describe, expect, test } from 'vitest';
import { entryAtPath, parseFieldPath } from '../../../lib/transforms/record/field-path.ts';

describe('parseFieldPath', () => {
  // The examples of KIP-821.
  test.each([
    ['foo.bar.baz', ['foo', 'bar', 'baz']],
    ['`foo.bar`.baz', ['foo.bar', 'baz']],
    ['foo.`bar.baz`', ['foo', 'bar.baz']],
    ['foo`bar', ['foo`bar']],
    ['`foo`bar`', ['foo`bar']],
    ['`foo\\`.bar`', ['foo`.bar']],
    ['foo.', ['foo', '']],
    ['', ['']],
  ])('%s', (path, steps) => {
    expect(parseFieldPath(path, 'V2')).toEqual(steps);
    expect(parseFieldPath(path, 'V1')).toEqual([path]);
  });

  test.each(['`foo', '`foo\\`', 'a.`b.c'])('%s lacks a backtick', (path) => {
    expect(() => parseFieldPath(path, 'V2')).toThrow('Incomplete backtick pair in path');
  });
});

test('a path into maps ends where something is missing', () => {
  const map = { a: { b: new Map([['c', 1]]) }, n: null };
  expect(entryAtPath(map, ['a', 'b', 'c'])).toBe(1);
  expect(entryAtPath(map, ['n', 'x'])).toBe(null);
  expect(entryAtPath(map, ['toString'])).toBe(null);
  expect(() => entryAtPath({ a: 1 }, ['a', 'b'])).toThrow('Only Map objects supported');
});
