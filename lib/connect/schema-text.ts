import type { Schema } from './schema.ts';

/** How messages name a schema; follows `ConnectSchema.toString`: `Schema{INT32}`, `Schema{com.x.All:STRUCT}`. */
export const schemaText = (schema: Schema): string =>
  schema.name === undefined ? `Schema{${schema.type}}` : `Schema{${schema.name}:${schema.type}}`;
