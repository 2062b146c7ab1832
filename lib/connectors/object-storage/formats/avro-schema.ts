import { schemasEqual } from '../../../connect/equality.ts';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../connect/logical-types.ts';
import {
  type MapSchema,
  type PrimitiveType,
  type Schema,
  type StructSchema,
  withOptions,
} from '../../../connect/schema.ts';
import { avroDefault } from './avro-default.ts';
import { type AvroOptions, isAvroMap } from './avro-options.ts';
import { decimalPrecision } from './decimal-precision.ts';

/** An Avro schema in its JSON form. */
export type AvroSchema = string | AvroSchema[] | { readonly [key: string]: unknown; readonly type: unknown };
type Properties = Readonly<Record<string, unknown>>;

const NAMESPACE = 'io.confluent.connect.avro';

const PRIMITIVES: Readonly<Record<PrimitiveType, string>> = {
  INT8: 'int',
  INT16: 'int',
  INT32: 'int',
  INT64: 'long',
  FLOAT32: 'float',
  FLOAT64: 'double',
  BOOLEAN: 'boolean',
  STRING: 'string',
  BYTES: 'bytes',
};

const logicalProperties = (schema: Schema): Properties => {
  switch (schema.name) {
    case DECIMAL_NAME:
      return {
        logicalType: 'decimal',
        precision: decimalPrecision(schema),
        scale: Number(schema.parameters?.scale),
      };
    case DATE_NAME:
      return { logicalType: 'date' };
    case TIME_NAME:
      return { logicalType: 'time-millis' };
    case TIMESTAMP_NAME:
      return { logicalType: 'timestamp-millis' };
    default:
      return {};
  }
};

const connectProperties = (schema: Schema): Properties => ({
  ...(schema.type === 'INT8' || schema.type === 'INT16' ? { 'connect.type': schema.type.toLowerCase() } : {}),
  ...(schema.version === undefined ? {} : { 'connect.version': schema.version }),
  ...(schema.parameters === undefined ? {} : { 'connect.parameters': schema.parameters }),
  ...(schema.name === undefined ? {} : { 'connect.name': schema.name }),
});

/** The schema apart from how one place uses it. */
const required = (schema: Schema): Schema =>
  withOptions(schema, { optional: false, defaultValue: undefined, doc: undefined });

const splitName = (fullName: string): Properties => {
  const dot = fullName.lastIndexOf('.');
  return dot < 0 ? { name: fullName } : { name: fullName.slice(dot + 1), namespace: fullName.slice(0, dot) };
};

/**
 * The Avro schema of a Connect schema; follows Confluent's `AvroData`: names and namespaces, `ConnectDefault` for
 * structs without a name, logical types, `null` first in the union of an optional type unless it has another default.
 */
export const avroSchema = (root: Schema, options: AvroOptions): AvroSchema => {
  const defined = new Map<string, Schema>();
  const entryTypes: Schema[] = [];
  let unnamed = 0;

  /** A record type is written out once and then goes by its name. */
  const named = (fullName: string, schema: Schema, build: () => Properties): AvroSchema => {
    const known = defined.get(fullName);
    if (known === undefined) {
      defined.set(fullName, required(schema));
      return { type: 'record', ...splitName(fullName), ...build() };
    }
    if (schemasEqual(known, required(schema))) return fullName;
    throw new DataError(`Two different structs have the name ${fullName}: Avro allows one`);
  };

  const nameOf = (schema: StructSchema): string => {
    if (schema.name) return schema.name;
    unnamed++;
    return `${NAMESPACE}.ConnectDefault${unnamed > 1 ? unnamed : ''}`;
  };

  const struct = (schema: StructSchema): AvroSchema =>
    named(nameOf(schema), schema, () => ({
      ...(schema.doc === undefined ? {} : { doc: schema.doc }),
      fields: schema.fields.map((field) => ({
        name: field.name,
        type: convert(field.schema),
        ...(field.schema.doc === undefined ? {} : { doc: field.schema.doc }),
        ...avroDefault(field.schema, options),
      })),
    }));

  /** Numbered like unnamed structs; the original gives all one name, which Avro refuses where they differ. */
  const entryName = (schema: MapSchema): string => {
    const known = entryTypes.findIndex((type) => schemasEqual(type, required(schema)));
    const number = known < 0 ? entryTypes.push(required(schema)) : known + 1;
    return `${NAMESPACE}.MapEntry${number > 1 ? number : ''}`;
  };

  const mapEntries = (schema: MapSchema): AvroSchema => ({
    type: 'array',
    items: named(schema.name ?? entryName(schema), schema, () => ({
      fields: [
        { name: 'key', type: convert(schema.keySchema) },
        { name: 'value', type: convert(schema.valueSchema) },
      ],
    })),
  });

  const base = (schema: Schema): AvroSchema => {
    switch (schema.type) {
      case 'STRUCT':
        return struct(schema);
      case 'ARRAY':
        return { type: 'array', items: convert(schema.valueSchema) };
      case 'MAP':
        return isAvroMap(schema, options) ? { type: 'map', values: convert(schema.valueSchema) } : mapEntries(schema);
      default:
        return PRIMITIVES[schema.type];
    }
  };

  const withProperties = (schema: Schema): AvroSchema => {
    const type = base(schema);
    const properties = {
      ...logicalProperties(schema),
      ...(options.connectMetaData ? connectProperties(schema) : {}),
    };
    if (Object.keys(properties).length === 0 || Array.isArray(type)) return type;
    if (typeof type === 'string' && schema.type === 'STRUCT') return type;
    return typeof type === 'string' ? { type, ...properties } : { ...type, ...properties };
  };

  const convert = (schema: Schema): AvroSchema => {
    const type = withProperties(schema);
    if (!schema.optional) return type;
    const hasDefault = schema.defaultValue !== undefined && schema.defaultValue !== null;
    return hasDefault ? [type, 'null'] : ['null', type];
  };

  return convert(root);
};
