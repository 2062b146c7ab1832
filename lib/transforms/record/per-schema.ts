import type { Schema } from '../../connect/schema.ts';

/**
 * Remembers what was computed from a schema for as long as the schema lives. Schemas are known by identity, and the last
 * one is tried first, since records of one table come in runs. What throws is computed again.
 */
export const perSchema = <S extends Schema, Result>(compute: (schema: S) => Result): ((schema: S) => Result) => {
  const known = new WeakMap<S, { readonly result: Result }>();
  let last: { readonly schema: S; readonly result: Result } | undefined;
  const find = (schema: S): Result => {
    const found = known.get(schema);
    if (found !== undefined) return found.result;
    const result = compute(schema);
    known.set(schema, { result });
    return result;
  };
  return (schema) => {
    if (last?.schema !== schema) last = { schema, result: find(schema) };
    return last.result;
  };
};
