import type { SchemaElement, SchemaTree } from 'hyparquet';
import { DataError } from '../../../../connect/errors.ts';
import { dateSchema, decimalSchema, timeSchema, timestampSchema } from '../../../../connect/logical-types.ts';
import {
  arraySchema,
  mapSchema,
  type PrimitiveType,
  primitiveSchema,
  type Schema,
  type StructSchema,
  structSchema,
} from '../../../../connect/schema.ts';
import { asElement, isList, isMap, isOptional, listElement } from './schema-node.ts';

const PHYSICAL: Readonly<Record<string, PrimitiveType>> = {
  BOOLEAN: 'BOOLEAN',
  INT32: 'INT32',
  INT64: 'INT64',
  // Nanoseconds since the epoch.
  INT96: 'INT64',
  FLOAT: 'FLOAT32',
  DOUBLE: 'FLOAT64',
  BYTE_ARRAY: 'BYTES',
  FIXED_LEN_BYTE_ARRAY: 'BYTES',
};

/** Unsigned integers have the next larger type. */
const CONVERTED: Readonly<Record<string, PrimitiveType>> = {
  UTF8: 'STRING',
  ENUM: 'STRING',
  JSON: 'STRING',
  INT_8: 'INT8',
  INT_16: 'INT16',
  UINT_8: 'INT16',
  UINT_16: 'INT32',
  UINT_32: 'INT64',
};

const LOGICAL: Readonly<Record<string, PrimitiveType>> = {
  STRING: 'STRING',
  ENUM: 'STRING',
  JSON: 'STRING',
  UUID: 'STRING',
};

const logicalSchema = (element: SchemaElement, optional: boolean): Schema | null => {
  const { converted_type: converted, logical_type: logical } = element;
  const isMillis = logical !== undefined && 'unit' in logical && logical.unit === 'MILLIS';
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL') return decimalSchema(element.scale ?? 0, { optional });
  if (converted === 'DATE' || logical?.type === 'DATE') return dateSchema({ optional });
  if (converted === 'TIME_MILLIS' || (logical?.type === 'TIME' && isMillis)) return timeSchema({ optional });
  if (converted === 'TIMESTAMP_MILLIS' || (logical?.type === 'TIMESTAMP' && isMillis))
    return timestampSchema({ optional });
  return null;
};

const leafSchema = ({ element }: SchemaTree, optional: boolean): Schema => {
  const { converted_type: converted = '', logical_type: logical, type = '' } = element;
  const primitive = CONVERTED[converted] ?? LOGICAL[logical?.type ?? ''] ?? PHYSICAL[type];
  if (primitive === undefined) throw new DataError(`Parquet's type ${type} of ${element.name} is not known`);
  return logicalSchema(element, optional) ?? primitiveSchema(primitive, { optional });
};

const innerSchema = (node: SchemaTree, optional: boolean): Schema => {
  const list = isList(node) ? listElement(node) : null;
  if (list !== null) return arraySchema(schemaOf(asElement(list)), { optional });
  const [entry] = node.children;
  const [key, value] = entry?.children ?? [];
  if (isMap(node) && key !== undefined && value !== undefined)
    return mapSchema(schemaOf(key), schemaOf(value), { optional });
  if (node.children.length === 0) return leafSchema(node, optional);
  return structSchema(fieldsOf(node), { optional });
};

const schemaOf = (node: SchemaTree): Schema =>
  node.element.repetition_type === 'REPEATED'
    ? arraySchema(innerSchema(node, false))
    : innerSchema(node, isOptional(node));

const fieldsOf = ({ children }: SchemaTree) =>
  children.map((child): readonly [string, Schema] => [child.element.name, schemaOf(child)]);

/** The Connect schema of a file whose footer has none: what Parquet says, and no more. @throws DataError */
export const connectSchema = (root: SchemaTree): StructSchema => structSchema(fieldsOf(root));
