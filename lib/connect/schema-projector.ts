import { schemasEqual } from './equality.ts';
import { DataError } from './errors.ts';
import type { Field, MapSchema, Schema, SchemaType, StructSchema } from './schema.ts';
import { Struct } from './struct.ts';
import type { ConnectValue } from './value.ts';

/** A value that does not fit a schema; follows `org.apache.kafka.connect.errors.SchemaProjectorException`, a DataException. */
const failure = (message: string, cause?: unknown): DataError =>
  new DataError(message, {
    className: 'org.apache.kafka.connect.errors.SchemaProjectorException',
    ...(cause === undefined ? {} : { cause }),
  });

/** Numbers may only grow: from one of these to any after it. */
const NUMBERS: readonly SchemaType[] = ['INT8', 'INT16', 'INT32', 'INT64', 'FLOAT32', 'FLOAT64'];

const isPromotable = (source: Schema, target: Schema): boolean =>
  NUMBERS.includes(source.type) && NUMBERS.indexOf(source.type) <= NUMBERS.indexOf(target.type);

const checkCompatible = (source: Schema, target: Schema): void => {
  if (source.type !== target.type && !isPromotable(source, target))
    throw failure(`Schema type mismatch. source type: ${source.type} and target type: ${target.type}`);
  if (source.name !== target.name)
    throw failure(`Schema name mismatch. source name: ${source.name ?? null} and target name: ${target.name ?? null}`);
  const [left, right] = [source.parameters ?? {}, target.parameters ?? {}];
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  if ([...names].some((name) => left[name] !== right[name]))
    throw failure(
      `Schema parameters not equal. source parameters: ${text(left)} and target parameters: ${text(right)}`,
    );
};

const text = (parameters: Readonly<Record<string, string>>): string =>
  `{${Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')}}`;

const fallback = ({ defaultValue }: Schema): ConnectValue | undefined => defaultValue;

const missingField = ({ name, schema }: Field): ConnectValue => {
  if (schema.optional) return null;
  const value = fallback(schema);
  if (value !== undefined) return value;
  throw failure(`Required field \`${name}\` is missing from source schema: null`);
};

const projectStruct = (source: StructSchema, value: ConnectValue, target: StructSchema): Struct => {
  if (!(value instanceof Struct)) throw failure('Struct schemas do not match.');
  const values = target.fields.map((field) => {
    const index = source.fieldIndex.get(field.name);
    const own = index === undefined ? undefined : source.fields[index];
    if (own === undefined) return missingField(field);
    try {
      return project(own.schema, value.get(field.name), field.schema);
    } catch (error) {
      throw failure(`Error projecting ${field.name}`, error);
    }
  });
  return new Struct(target, values);
};

const projectMap = (source: MapSchema, value: ConnectValue, target: MapSchema): ConnectValue => {
  if (!(value instanceof Map)) throw failure('Map schemas do not match.');
  const key = (one: ConnectValue): ConnectValue => project(source.keySchema, one, target.keySchema);
  const element = (one: ConnectValue): ConnectValue => project(source.valueSchema, one, target.valueSchema);
  return new Map(Array.from(value, ([k, v]) => [key(k), element(v)]));
};

const projectNumber = (value: ConnectValue, target: Schema): ConnectValue => {
  if (target.type !== 'FLOAT32' && target.type !== 'FLOAT64') return value;
  return target.type === 'FLOAT32' ? Math.fround(Number(value)) : Number(value);
};

const projectRequired = (source: Schema, value: ConnectValue, target: Schema): ConnectValue => {
  checkCompatible(source, target);
  if (source.type === 'STRUCT' && target.type === 'STRUCT') return projectStruct(source, value, target);
  if (source.type === 'MAP' && target.type === 'MAP') return projectMap(source, value, target);
  if (source.type === 'ARRAY' && target.type === 'ARRAY' && Array.isArray(value))
    return value.map((element) => project(source.valueSchema, element, target.valueSchema));
  return source.type === target.type ? value : projectNumber(value, target);
};

/**
 * The value in another, compatible schema, such as the newer version of its own; follows
 * `org.apache.kafka.connect.data.SchemaProjector`: names and parameters must agree, numbers may grow, fields that are new take
 * their defaults, fields that are gone are left out.
 *
 * @throws DataError in Kafka's words when the schemas are not compatible.
 */
export const project = (source: Schema, value: ConnectValue, target: Schema): ConnectValue => {
  if (source.optional && !target.optional) {
    const replacement = fallback(target);
    if (replacement === undefined)
      throw failure('Writer schema is optional, however, target schema does not provide a default value.');
    return value === null ? replacement : projectRequired(source, value, target);
  }
  if (value === null) return null;
  return schemasEqual(source, target) ? value : projectRequired(source, value, target);
};
