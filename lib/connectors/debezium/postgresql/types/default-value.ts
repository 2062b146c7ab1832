import { Struct } from '../../../../connect/struct.ts';
import type { ConnectValue } from '../../../../connect/value.ts';
import type { ValueType } from './value-type.ts';

/** What a default that is computed anew for each row counts as, by type; types that are not here have no default. */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  bit: '00',
  varbit: '0',
  bool: 'f',
  bpchar: '',
  varchar: '',
  text: '',
  numeric: '0.0',
  float4: '0.0',
  float8: '0.0',
  int2: '0',
  int4: '0',
  int8: '0',
  json: '{}',
  jsonb: '{}',
  xml: '',
  uuid: '00000000-0000-0000-0000-000000000000',
  date: '1970-01-01',
  time: '00:00:00',
  timestamp: '1970-01-01 00:00:00',
  timestamptz: '1970-01-01 00:00:00',
  interval: '00:00:00',
};

const FUNCTION = /^\(?[A-Za-z0-9_.]+\(.*\)/s;
const CURRENT = /^(current_timestamp|current_time|current_date|localtime|localtimestamp)$/i;
const LITERAL = /'((?:[^']|'')*)'/;

const literalOf = (expression: string, typeName: string): string => {
  const [, quoted] = LITERAL.exec(expression) ?? [];
  const text = quoted === undefined ? expression : quoted.replaceAll("''", "'");
  if (typeName === 'bool') return /^t(rue)?$/i.test(text) ? 't' : 'f';
  // A literal need not have the form that values have.
  if (typeName === 'time') return /^\d\d:\d\d$/.test(text) ? `${text}:00` : text;
  return typeName.startsWith('timestamp') && /^\d+-\d\d-\d\d$/.test(text) ? `${text} 00:00:00` : text;
};

/** In another zone than the session's, which is UTC: only the database could say which moment that is. */
const OFFSET = /[+-](?!00)\d\d(:\d\d)?$/;
const NUMERIC = /^(int[248]|float[48]|numeric)$/;

const isUsable = (value: ConnectValue): boolean =>
  value !== null && !(value instanceof Struct) && !(typeof value === 'number' && Number.isNaN(value));

/**
 * A column's default as its schema can carry it; follows `PostgresDefaultValueConverter`. `undefined` where there is none,
 * or it is an expression that only the database can work out.
 */
export const defaultValueOf = (
  expression: string | null,
  typeName: string,
  isEnum: boolean,
  type: ValueType,
): ConnectValue | undefined => {
  const placeholder = PLACEHOLDERS[typeName];
  if (expression === null || expression.startsWith('NULL::') || (placeholder === undefined && !isEnum))
    return undefined;
  const isComputed = FUNCTION.test(expression) || CURRENT.test(expression);
  if (isComputed && isEnum) return undefined;
  const text = isComputed ? (placeholder ?? '') : literalOf(expression.trim(), typeName);
  if (NUMERIC.test(typeName) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined;
  if (typeName === 'timestamptz' && /:/.test(text) && OFFSET.test(text)) return undefined;
  try {
    const value = type.read(text);
    return isUsable(value) ? value : undefined;
  } catch {
    return undefined;
  }
};
