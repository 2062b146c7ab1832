import { Decimal } from '../../../connect/decimal.ts';
import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { BOOLEAN_SCHEMA, FLOAT64_SCHEMA, INT64_SCHEMA, STRING_SCHEMA } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../../../connect/value.ts';
import { compileExpression } from '../../../expression/compile-expression.ts';
import { Fields } from '../../../expression/fields.ts';

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const plain = (value: unknown): ConnectValue => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Fields) return value.source;
  if (value instanceof Uint8Array || value instanceof Date || value instanceof Decimal) return value;
  if (isList(value)) return value.map(plain);
  throw new DataError(`An expression results in ${String(value)}, which cannot be stored`);
};

/** In CEL integers are longs, and other numbers doubles. */
const schemaOf = (value: ConnectValue): SchemaAndValue['schema'] => {
  if (typeof value === 'string') return STRING_SCHEMA;
  if (typeof value === 'bigint') return INT64_SCHEMA;
  if (typeof value === 'number') return FLOAT64_SCHEMA;
  if (typeof value === 'boolean') return BOOLEAN_SCHEMA;
  return value instanceof Struct ? value.schema : null;
};

/** @throws SyntaxError for what is no expression. */
export const expressionExtractor = (expression: string): ((record: SinkRecord) => SchemaAndValue) => {
  const evaluate = compileExpression('cel', expression, {
    name: 'dyn',
    title: 'value',
    is: (value): value is unknown => value !== undefined,
  });
  return (record) => {
    const value = plain(evaluate(record));
    return { schema: schemaOf(value), value };
  };
};
