import { schemasEqual } from '../../connect/equality.ts';
import type { Schema } from '../../connect/schema.ts';

/** Numbers schemas so that equal ones have one number; the absent one has 0. Asked per record, so it remembers. */
export const createSchemaNumbers = (): ((schema: Schema | null) => number) => {
  const distinct: Schema[] = [];
  const numbers = new WeakMap<Schema, number>();

  const find = (schema: Schema): number => {
    const index = distinct.findIndex((known) => schemasEqual(known, schema));
    return index >= 0 ? index + 1 : distinct.push(schema);
  };

  return (schema) => {
    if (schema === null) return 0;
    const known = numbers.get(schema);
    if (known !== undefined) return known;
    const number = find(schema);
    numbers.set(schema, number);
    return number;
  };
};
