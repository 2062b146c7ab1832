import type { Schema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

/**
 * A reader whose structs have this schema: a type's schema becomes another one with a column's attributes, and Connect wants a
 * struct's own to be the very same as its field's.
 */
export const fittingStructs = <Raw>(schema: Schema, read: (raw: Raw) => ConnectValue): ((raw: Raw) => ConnectValue) => {
  if (schema.type !== 'STRUCT') return read;
  return (raw) => {
    const value = read(raw);
    return value instanceof Struct ? new Struct(schema, value.values) : value;
  };
};
