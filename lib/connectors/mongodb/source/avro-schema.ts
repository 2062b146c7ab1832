import { ConnectError } from '../../../connect/errors.ts';
import {
  arraySchema,
  mapSchema,
  type PrimitiveType,
  primitiveSchema,
  type Schema,
  type SchemaOptions,
  STRING_SCHEMA,
  structSchema,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { isPlainObject, type PlainJson, type PlainObject, parsePlainJson } from '../plain-json.ts';

const PRIMITIVES: Readonly<Record<string, PrimitiveType>> = {
  string: 'STRING',
  bytes: 'BYTES',
  int: 'INT32',
  long: 'INT64',
  float: 'FLOAT32',
  double: 'FLOAT64',
  boolean: 'BOOLEAN',
};

const ADVICE: Readonly<Record<string, string>> = {
  fixed: ' The connector will not validate the length. Use bytes instead.',
  enum: ' The connector will not validate the values. Use string instead.',
};

const invalid = (path: string, message: string): ConnectError =>
  new ConnectError(path === '' ? message : `Field '${path}' is invalid. ${message}`);

interface Place {
  readonly path: string;
  readonly namespace: string;
  /** Records by full name: a schema may name one again. */
  readonly records: Map<string, PlainObject>;
  /** Those that the place is in: a record can't be in itself. */
  readonly within: readonly string[];
}

const fullName = (schema: PlainObject, { namespace }: Place): string => {
  const { name } = schema;
  if (typeof name !== 'string') throw new ConnectError('Invalid Avro schema. No name in schema');
  const own = typeof schema.namespace === 'string' ? schema.namespace : namespace;
  return name.includes('.') || own === '' ? name : `${own}.${name}`;
};

const listOf = (value: PlainJson | undefined): readonly PlainJson[] => (Array.isArray(value) ? value : []);

const structDefault = (schema: Schema, value: PlainObject): ConnectValue =>
  schema.type === 'STRUCT'
    ? new Struct(
        schema,
        schema.fields.map(({ name, schema: field }) => defaultOf(field, value[name]) ?? null),
      )
    : null;

/** A default in its JSON form as a value; null is as good as none. */
const defaultOf = (schema: Schema, value: PlainJson | undefined): ConnectValue | undefined => {
  if (value === undefined || value === null) return undefined;
  if (isPlainObject(value))
    return schema.type === 'MAP'
      ? new Map(Object.entries(value).map(([key, one]) => [key, defaultOf(schema.valueSchema, one) ?? null]))
      : structDefault(schema, value);
  if (schema.type === 'BYTES' && typeof value === 'string') return Buffer.from(value, 'latin1');
  if (schema.type === 'ARRAY') return listOf(value).map((one) => defaultOf(schema.valueSchema, one) ?? null);
  return typeof value === 'object' ? undefined : value;
};

const record = (schema: PlainObject, place: Place, options: SchemaOptions): Schema => {
  const name = fullName(schema, place);
  if (place.within.includes(name))
    throw invalid(place.path, `The record '${name}' contains itself, which is not supported here.`);
  place.records.set(name, schema);
  const namespace = name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : '';
  const fields = listOf(schema.fields).filter(isPlainObject);
  return structSchema(
    fields.map((field) => {
      const fieldName = String(field.name);
      const path = place.path === '' ? fieldName : `${place.path}.${fieldName}`;
      const inner = { ...place, path, namespace, within: [...place.within, name] };
      return [fieldName, schemaOf(field.type ?? null, inner, field.default)] as const;
    }),
    { ...options, name },
  );
};

const union = (types: readonly PlainJson[], place: Place): Schema => {
  const others = types.filter((type) => type !== 'null' && !(isPlainObject(type) && type.type === 'null'));
  const [type] = others;
  if (types.length !== 2 || others.length !== 1 || type === undefined)
    throw invalid(
      place.path,
      'Union Schemas are not supported, unless one value is null to represent an optional value.',
    );
  return schemaOf(type, place, undefined, { optional: true });
};

const complex = (schema: PlainObject, place: Place, options: SchemaOptions): Schema => {
  switch (schema.type) {
    case 'record':
      return record(schema, place, options);
    case 'array':
      return arraySchema(schemaOf(schema.items ?? null, place), options);
    case 'map':
      return mapSchema(STRING_SCHEMA, schemaOf(schema.values ?? null, place), options);
    default:
      return schemaOf(schema.type ?? null, place, undefined, options);
  }
};

const named = (name: string, place: Place, options: SchemaOptions): Schema => {
  const type = PRIMITIVES[name];
  if (type !== undefined) return primitiveSchema(type, options);
  const known = place.records.get(name) ?? place.records.get(`${place.namespace}.${name}`);
  if (known !== undefined) return record(known, place, options);
  throw invalid(place.path, `Unsupported Avro schema type: '${name.toUpperCase()}'.${ADVICE[name] ?? ''}`);
};

const schemaOf = (schema: PlainJson, place: Place, fallback?: PlainJson, options: SchemaOptions = {}): Schema => {
  if (Array.isArray(schema)) return union(schema, place);
  const made = (extra: SchemaOptions): Schema =>
    isPlainObject(schema) ? complex(schema, place, extra) : named(String(schema), place, extra);
  const plain = made(options);
  const defaultValue = defaultOf(plain, fallback);
  return defaultValue === undefined ? plain : made({ ...options, defaultValue });
};

/**
 * The Connect schema of an Avro schema: a record, whose unions may only make a field optional. Follows
 * `com.mongodb.kafka.connect.source.schema.AvroSchema`, but records can't contain themselves.
 *
 * @throws ConnectError when it can't be used.
 */
export const avroSchema = (json: string): Schema => {
  const schema = parsePlainJson(json);
  if (!isPlainObject(schema) || schema.type !== 'record')
    throw new ConnectError('Only Record schemas are supported at the top-level.');
  return schemaOf(schema, { path: '', namespace: '', records: new Map(), within: [] });
};
