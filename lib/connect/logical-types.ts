import { type PrimitiveSchema, primitiveSchema, type SchemaOptions } from './schema.ts';

/**
 * The logical types that Kafka Connect defines in `org.apache.kafka.connect.data`: a primitive schema whose name gives
 * its values another meaning (and here another JavaScript type, see `ConnectValue`).
 */
export const DECIMAL_NAME = 'org.apache.kafka.connect.data.Decimal';
export const DATE_NAME = 'org.apache.kafka.connect.data.Date';
export const TIME_NAME = 'org.apache.kafka.connect.data.Time';
export const TIMESTAMP_NAME = 'org.apache.kafka.connect.data.Timestamp';

type LogicalOptions = Omit<SchemaOptions, 'name' | 'version'>;

/** BYTES holding the unscaled two's complement; `scale` digits after the point. */
export const decimalSchema = (scale: number, options: LogicalOptions = {}): PrimitiveSchema =>
  primitiveSchema('BYTES', {
    ...options,
    name: DECIMAL_NAME,
    version: 1,
    parameters: { ...options.parameters, scale: String(scale) },
  });

/** INT32 of days since 1970-01-01; the value is a `Date` at midnight UTC. */
export const dateSchema = (options: LogicalOptions = {}): PrimitiveSchema =>
  primitiveSchema('INT32', { ...options, name: DATE_NAME, version: 1 });

/** INT32 of milliseconds since midnight; the value is a `Date` on 1970-01-01 UTC. */
export const timeSchema = (options: LogicalOptions = {}): PrimitiveSchema =>
  primitiveSchema('INT32', { ...options, name: TIME_NAME, version: 1 });

/** INT64 of milliseconds since the epoch. */
export const timestampSchema = (options: LogicalOptions = {}): PrimitiveSchema =>
  primitiveSchema('INT64', { ...options, name: TIMESTAMP_NAME, version: 1 });
