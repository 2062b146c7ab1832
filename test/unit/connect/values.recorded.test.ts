import { describe, expect, test } from 'vitest';
import { javaText } from '../../../lib/connect/java-text.ts';
import type { Schema } from '../../../lib/connect/schema.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';
import { parseString } from '../../../lib/connect/values.ts';
import { recordedCases } from '../converters/recorded.ts';

/** What is different on purpose, by the text parsed. */
const deliberate: Readonly<Record<string, { readonly ours: string; readonly reason: string }>> = {
  '[1,"a"]': { ours: 'null [1, a]', reason: 'our arrays have no null element schema: mixed types are schemaless' },
};

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
  test('all of it, and every difference is one', () => {
    const cases = new Map(recordedCases('Values.parseString').map((one) => [one.given.slice(1, -1), one.expected]));
    expect(cases.size).toBe(29);
    for (const [text, { ours }] of Object.entries(deliberate)) expect(cases.get(text)).not.toContain(ours);
  });

  test.each(recordedCases('Values.parseString'))('$given', ({ given, expected }) => {
    const text = given.slice(1, -1);
    expect(described(text)).toBe(deliberate[text]?.ours ?? expected.replace(/ \(\w+\)$/, ''));
  });
});
