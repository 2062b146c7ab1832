import type { Schema } from '../../../connect/schema.ts';
import type { AvroOptions } from './avro-options.ts';
import { avroValue } from './avro-value.ts';

/** Avro writes the bytes of a default as the code points of a string. */
const toDefault = (value: unknown): unknown => {
  if (Buffer.isBuffer(value)) return value.toString('latin1');
  if (Array.isArray(value)) return value.map(toDefault);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toDefault(member)]));
};

/** The `default` attribute of a field: the schema's own, or null for an optional one. */
export const avroDefault = (schema: Schema, options: AvroOptions): { readonly default?: unknown } => {
  const { defaultValue, optional } = schema;
  if (defaultValue !== undefined && defaultValue !== null)
    return {
      default: toDefault(avroValue(schema, options)(defaultValue)),
    };
  return optional ? { default: null } : {};
};
