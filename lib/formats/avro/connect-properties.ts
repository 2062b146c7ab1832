import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../connect/logical-types.ts';
import type { Schema } from '../../connect/schema.ts';
import type { AvroJson, AvroObject } from './avro-json.ts';
import type { AvroOptions } from './avro-options.ts';
import { defaultJson } from './default-json.ts';
import { DECIMAL_PRECISION, DEFAULT_PRECISION, FIELD_DEFAULT } from './names.ts';

const LOGICAL_TYPES: ReadonlyMap<string, string> = new Map([
  [DECIMAL_NAME, 'decimal'],
  [DATE_NAME, 'date'],
  [TIME_NAME, 'time-millis'],
  [TIMESTAMP_NAME, 'timestamp-millis'],
]);

/** Digits of a decimal: what its schema says, else the 64 of Confluent's `AvroData`. */
export const decimalPrecision = (schema: Schema): number =>
  Number(schema.parameters?.[DECIMAL_PRECISION] ?? DEFAULT_PRECISION);

const property = (name: string, json: AvroJson | undefined): AvroObject => (json === undefined ? {} : { [name]: json });

const parametersJson = ({ parameters = {} }: Schema, { discardTypeDocDefault }: AvroOptions): AvroJson | undefined => {
  const entries = Object.entries(parameters).filter(([name]) => discardTypeDocDefault || name !== FIELD_DEFAULT);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
};

const defaultOf = (schema: Schema, options: AvroOptions): AvroJson | undefined => {
  const { defaultValue, parameters } = schema;
  const isFieldsOwn = !options.discardTypeDocDefault && parameters?.[FIELD_DEFAULT] !== undefined;
  return defaultValue === undefined || defaultValue === null || isFieldsOwn
    ? undefined
    : defaultJson(schema, defaultValue, options);
};

const metaData = (schema: Schema, options: AvroOptions): AvroObject => ({
  ...property('connect.doc', schema.doc),
  ...property('connect.version', schema.version),
  ...property('connect.parameters', parametersJson(schema, options)),
  ...property('connect.default', defaultOf(schema, options)),
  ...property('connect.name', schema.name),
  ...property(
    'connect.type',
    schema.type === 'INT8' || schema.type === 'INT16' ? schema.type.toLowerCase() : undefined,
  ),
});

const avroParameters = ({ parameters = {} }: Schema): AvroObject =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith('avro')));

const decimalProperties = (schema: Schema): AvroObject =>
  schema.name === DECIMAL_NAME ? { scale: Number(schema.parameters?.scale), precision: decimalPrecision(schema) } : {};

/** What Avro's schema says besides its type, in the order of the original: a registry compares texts. */
export const connectProperties = (schema: Schema, options: AvroOptions): AvroObject => ({
  ...decimalProperties(schema),
  ...(options.connectMetaData ? metaData(schema, options) : {}),
  ...property('logicalType', LOGICAL_TYPES.get(schema.name ?? '')),
  ...avroParameters(schema),
});
