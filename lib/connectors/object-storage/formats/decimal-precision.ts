import type { Schema } from '../../../connect/schema.ts';

/** Digits of a decimal column: what an Avro converter read, else 64, the default of Confluent's `AvroData`. */
export const decimalPrecision = (schema: Schema): number =>
  Number(schema.parameters?.['connect.decimal.precision'] ?? 64);
