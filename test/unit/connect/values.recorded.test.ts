import { describe, expect, test } from 'vitest';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { Schema } from '../../../lib/connect/schema.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { parseString } from '../../../lib/connect/values.ts';
import { expectedCases } from '../converters/deliberate-differences.ts';

const printed = (schema: Schema | null, value: ConnectValue): string => {
  if (value instanceof Date) return `Date(${value.getTime()})`;
  // The record prints a map's values by their class, ours have only the schema's.
  return javaText(schema, value);
};

const described = (text: string): string => {
  const { schema, value } = parseString(text);
  if (value === null) return 'null';
  const name = schema?.name === undefined ? '' : `/${schema.name}`;
  return `${schema?.type ?? null}${name} ${printed(schema, value)}`;
};

describe('Values.parseString, as recorded', () => {
  const cases = expectedCases('Values.parseString');

  test('all of it', () => {
    expect(cases).toHaveLength(29);
  });

  test.each(cases)('$given', ({ given, expected }) => {
    expect(described(given.slice(1, -1))).toBe(expected.replace(/ \(\w+\)$/, ''));
  });
});
