import { schemasEqual } from './equality.ts';
import { OPTIONAL_STRING_SCHEMA, type Schema } from './schema.ts';
import type { ConnectValue, SchemaAndValue } from './value.ts';

/** From narrow to wide: each holds the values of those before it (FLOAT32 not exactly, as in the original). */
const WIDENING = ['INT8', 'INT16', 'INT32', 'INT64', 'FLOAT32', 'FLOAT64'];

const merge = (left: Schema, right: Schema): Schema | null => {
  if (schemasEqual(left, right)) return left;
  if (left.name !== undefined || right.name !== undefined) return null;
  const [leftRank, rightRank] = [WIDENING.indexOf(left.type), WIDENING.indexOf(right.type)];
  if (leftRank < 0 || rightRank < 0) return null;
  return leftRank >= rightRank ? left : right;
};

/** The one schema that fits all values, `null` if there is none; nulls fit any, and optional strings stand for no value. */
export const commonSchema = (elements: readonly SchemaAndValue[]): Schema | null => {
  const [first, ...others] = elements.flatMap(({ schema, value }) => (value === null ? [] : [schema]));
  if (first === undefined) return OPTIONAL_STRING_SCHEMA;
  return others.reduce((common, schema) => common && schema && merge(common, schema), first);
};

/** A value of a narrower numeric type as one of the common type; null stays null. */
export const widen = (schema: Schema, value: ConnectValue): ConnectValue => {
  if (value === null || (schema.type !== 'FLOAT32' && schema.type !== 'FLOAT64')) return value;
  const number = Number(value);
  return schema.type === 'FLOAT32' ? Math.fround(number) : number;
};
