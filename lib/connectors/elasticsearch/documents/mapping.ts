import { Decimal } from '../../../connect/decimal.ts';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../connect/logical-types.ts';
import type { Schema, SchemaType } from '../../../connect/schema.ts';
import type { ConnectObject, ConnectValue } from '../../../connect/value.ts';

const TYPES: Readonly<Partial<Record<SchemaType, string>>> = {
  BOOLEAN: 'boolean',
  INT8: 'byte',
  INT16: 'short',
  INT32: 'integer',
  INT64: 'long',
  FLOAT32: 'float',
  FLOAT64: 'double',
  STRING: 'text',
  BYTES: 'binary',
};

const LOGICAL_TYPES: Readonly<Record<string, string>> = {
  [DATE_NAME]: 'date',
  [TIME_NAME]: 'date',
  [TIMESTAMP_NAME]: 'date',
  [DECIMAL_NAME]: 'double',
};

/** Text and bytes have no stand-in for null. */
const nullValue = (type: string, value: ConnectValue | undefined): ConnectObject => {
  if (value === undefined || value === null || type === 'text' || type === 'binary') return {};
  if (value instanceof Date) return { null_value: value.getTime() };
  return { null_value: value instanceof Decimal ? Number(value.toString()) : value };
};

const primitive = (type: string, schema: Schema): ConnectObject => ({
  type,
  ...(type === 'text' ? { fields: { keyword: { type: 'keyword', ignore_above: 256 } } } : {}),
  ...nullValue(type, schema.defaultValue),
});

/** The mapping of a schema, as a value without a schema; follows `Mapping.buildMapping`. */
const mappingOf = (schema: Schema): ConnectObject => {
  const logical = schema.name === undefined ? undefined : LOGICAL_TYPES[schema.name];
  if (logical !== undefined) return primitive(logical, schema);
  switch (schema.type) {
    case 'ARRAY':
      return mappingOf(schema.valueSchema);
    case 'MAP':
      return { properties: { key: mappingOf(schema.keySchema), value: mappingOf(schema.valueSchema) } };
    case 'STRUCT':
      return {
        properties: Object.fromEntries(schema.fields.map(({ name, schema: field }) => [name, mappingOf(field)])),
      };
    default:
      return primitive(TYPES[schema.type] ?? 'object', schema);
  }
};

/** The mapping of documents. @throws DataError where values of the schema are no documents. */
export const documentMapping = (schema: Schema | null): ConnectObject => {
  if (schema === null) throw new DataError('Cannot infer mapping without schema.');
  const mapping = mappingOf(schema);
  if (!('properties' in mapping)) throw new DataError(`${schema.type} is not supported as a document.`);
  return mapping;
};
