import { commonSchema, widen } from './common-schema.ts';
import { parseNumber, parseTemporal } from './literal.ts';
import { arraySchema, BOOLEAN_SCHEMA, mapSchema, STRING_SCHEMA } from './schema.ts';
import { type ConnectValue, NULL_VALUE, type SchemaAndValue } from './value.ts';

/** A run without delimiters, or one delimiter; a backslash takes the next character into the run. */
const TOKEN = /(?:\\.|[^\\:,{}[\]"]|\\$)+|[:,{}[\]"]/gs;

/** Deeper text is not parsed, so that a hostile header cannot exhaust the stack. */
const MAX_DEPTH = 200;

const LITERALS: ReadonlyMap<string, SchemaAndValue> = new Map([
  ['null', NULL_VALUE],
  ['true', { schema: BOOLEAN_SCHEMA, value: true }],
  ['false', { schema: BOOLEAN_SCHEMA, value: false }],
]);

/** `null`, `true`, `false`, a number or a point in time; the text has no blanks around it. */
export const parseLiteral = (text: string): SchemaAndValue | undefined =>
  LITERALS.get(text) ?? (/^\d/.test(text) ? parseTemporal(text) : undefined) ?? parseNumber(text);

const arrayOf = (elements: readonly SchemaAndValue[]): SchemaAndValue => {
  const schema = commonSchema(elements);
  const values = elements.map(({ value }) => value);
  if (schema === null) return { schema: null, value: values };
  return { schema: arraySchema(schema), value: values.map((value) => widen(schema, value)) };
};

type Entry = readonly [key: SchemaAndValue, value: SchemaAndValue];

const schemalessMap = (entries: ReadonlyArray<readonly [ConnectValue, ConnectValue]>): ConnectValue =>
  entries.every(([key]) => typeof key === 'string') ? Object.fromEntries(entries) : new Map(entries);

const mapOf = (entries: readonly Entry[]): SchemaAndValue => {
  const keySchema = entries.length === 0 ? STRING_SCHEMA : commonSchema(entries.map(([key]) => key));
  const valueSchema = commonSchema(entries.map(([, value]) => value));
  const plain = entries.map(([key, value]) => [key.value, value.value] as const);
  if (keySchema === null || valueSchema === null) return { schema: null, value: schemalessMap(plain) };
  const widened = plain.map(([key, value]) => [widen(keySchema, key), widen(valueSchema, value)] as const);
  return { schema: mapSchema(keySchema, valueSchema), value: new Map(widened) };
};

/** A schema cannot say that some elements are null and others not: the original then gives up, and so do we. */
const mixesNull = (elements: readonly SchemaAndValue[]): boolean =>
  elements.some(({ value }) => value === null) && elements.some(({ value }) => value !== null);

/**
 * Parses `[…]` and `{…}`. Strings inside are quoted; a quoted point in time becomes one. Undefined when the text is
 * neither, or has anything after its end.
 */
export const parseComposite = (text: string): SchemaAndValue | undefined => {
  const tokens: readonly string[] = text.match(TOKEN) ?? [];
  let next = 0;

  const skipBlanks = (): void => {
    while (tokens[next]?.trim() === '') next++;
  };

  const consume = (delimiter: string): boolean => {
    skipBlanks();
    if (tokens[next] !== delimiter) return false;
    next++;
    return true;
  };

  const quoted = (): SchemaAndValue | undefined => {
    const end = tokens.indexOf('"', next);
    if (end < 0) return undefined;
    const content = tokens.slice(next, end).join('');
    next = end + 1;
    return parseTemporal(content) ?? { schema: STRING_SCHEMA, value: content.replace(/\\(["\\])/g, '$1') };
  };

  /** Times and timestamps stretch over five tokens, for their colons. */
  const bare = (): SchemaAndValue | undefined => {
    const temporal = parseTemporal(
      tokens
        .slice(next, next + 5)
        .join('')
        .trim(),
    );
    next += temporal === undefined ? 1 : 5;
    return temporal ?? parseLiteral(tokens[next - 1]?.trim() ?? '');
  };

  const array = (depth: number): SchemaAndValue | undefined => {
    const elements: SchemaAndValue[] = [];
    while (!consume(']')) {
      const element = value(depth);
      if (element === undefined) return undefined;
      elements.push(element);
      if (!consume(',') && tokens[next] !== ']') return undefined;
    }
    return mixesNull(elements) ? undefined : arrayOf(elements);
  };

  const map = (depth: number): SchemaAndValue | undefined => {
    const entries: Entry[] = [];
    while (!consume('}')) {
      const key = value(depth);
      if (key === undefined || key.value === null || !consume(':')) return undefined;
      const entry = value(depth);
      if (entry === undefined) return undefined;
      entries.push([key, entry]);
      consume(',');
    }
    return mixesNull(entries.map(([, entry]) => entry)) ? undefined : mapOf(entries);
  };

  const value = (depth: number): SchemaAndValue | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    if (consume('"')) return quoted();
    if (consume('[')) return array(depth + 1);
    if (consume('{')) return map(depth + 1);
    return bare();
  };

  const result = value(0);
  skipBlanks();
  return next >= tokens.length ? result : undefined;
};
