import { SchemaBuilderError } from './errors.ts';
import type { ConnectValue } from './value.ts';

/** The types of the Connect data model; follows `org.apache.kafka.connect.data.Schema.Type`. */
export type PrimitiveType =
  | 'INT8'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'FLOAT32'
  | 'FLOAT64'
  | 'BOOLEAN'
  | 'STRING'
  | 'BYTES';
export type SchemaType = PrimitiveType | 'ARRAY' | 'MAP' | 'STRUCT';

/**
 * What every schema may carry besides its type. Absent attributes are `undefined`, never missing, so that
 * all schemas share one hidden class on the record path.
 */
interface SchemaAttributes {
  /** Whether `null` is a value of this schema. */
  readonly optional: boolean;
  /** Stands in for `null` where a reader asks for it; `undefined` when there is none. */
  readonly defaultValue: ConnectValue | undefined;
  /** Identifies a struct or a logical type, such as `org.apache.kafka.connect.data.Timestamp`. */
  readonly name: string | undefined;
  readonly version: number | undefined;
  readonly doc: string | undefined;
  readonly parameters: Readonly<Record<string, string>> | undefined;
}

export interface PrimitiveSchema extends SchemaAttributes {
  readonly type: PrimitiveType;
}

export interface ArraySchema extends SchemaAttributes {
  readonly type: 'ARRAY';
  readonly valueSchema: Schema;
}

export interface MapSchema extends SchemaAttributes {
  readonly type: 'MAP';
  readonly keySchema: Schema;
  readonly valueSchema: Schema;
}

export interface Field {
  readonly name: string;
  /** Position in the struct's `fields` and in `Struct.values`. */
  readonly index: number;
  readonly schema: Schema;
}

export interface StructSchema extends SchemaAttributes {
  readonly type: 'STRUCT';
  readonly fields: readonly Field[];
  readonly fieldIndex: ReadonlyMap<string, number>;
}

/**
 * Describes a value's type; follows `org.apache.kafka.connect.data.Schema`. Schemas are immutable and
 * compared by identity in caches: build one per table, topic or event type and reuse it for every record.
 */
export type Schema = PrimitiveSchema | ArraySchema | MapSchema | StructSchema;

/** The optional attributes a caller may give when building a schema. */
export interface SchemaOptions {
  readonly optional?: boolean | undefined;
  readonly defaultValue?: ConnectValue | undefined;
  readonly name?: string | undefined;
  readonly version?: number | undefined;
  readonly doc?: string | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
}

const attributes = (options: SchemaOptions): SchemaAttributes => ({
  optional: options.optional ?? false,
  defaultValue: options.defaultValue,
  name: options.name,
  version: options.version,
  doc: options.doc,
  parameters: options.parameters,
});

export const primitiveSchema = (type: PrimitiveType, options: SchemaOptions = {}): PrimitiveSchema => ({
  type,
  ...attributes(options),
});

export const arraySchema = (valueSchema: Schema, options: SchemaOptions = {}): ArraySchema => ({
  type: 'ARRAY',
  ...attributes(options),
  valueSchema,
});

export const mapSchema = (keySchema: Schema, valueSchema: Schema, options: SchemaOptions = {}): MapSchema => ({
  type: 'MAP',
  ...attributes(options),
  keySchema,
  valueSchema,
});

/**
 * Builds a struct schema from its fields in order.
 *
 * @throws SchemaBuilderError when two fields share a name.
 */
export const structSchema = (
  fields: ReadonlyArray<readonly [name: string, schema: Schema]>,
  options: SchemaOptions = {},
): StructSchema => {
  const fieldIndex = new Map(fields.map(([name], index) => [name, index]));
  if (fieldIndex.size !== fields.length) {
    const repeated = fields.find(([name], index) => fieldIndex.get(name) !== index)?.[0];
    throw new SchemaBuilderError(`Cannot create field because of field name duplication ${repeated}`);
  }
  return {
    type: 'STRUCT',
    ...attributes(options),
    fields: fields.map(([name, schema], index) => ({ name, index, schema })),
    fieldIndex,
  };
};

/** The field of that name, or `undefined`. */
export const fieldOf = (schema: StructSchema, name: string): Field | undefined => {
  const index = schema.fieldIndex.get(name);
  return index === undefined ? undefined : schema.fields[index];
};

/** The same schema with some attributes changed, as a new schema. */
export const withOptions = <S extends Schema>(schema: S, options: SchemaOptions): S => ({ ...schema, ...options });

/** The unnamed schemas that Kafka Connect keeps as constants on `Schema`. */
export const INT8_SCHEMA = primitiveSchema('INT8');
export const INT16_SCHEMA = primitiveSchema('INT16');
export const INT32_SCHEMA = primitiveSchema('INT32');
export const INT64_SCHEMA = primitiveSchema('INT64');
export const FLOAT32_SCHEMA = primitiveSchema('FLOAT32');
export const FLOAT64_SCHEMA = primitiveSchema('FLOAT64');
export const BOOLEAN_SCHEMA = primitiveSchema('BOOLEAN');
export const STRING_SCHEMA = primitiveSchema('STRING');
export const BYTES_SCHEMA = primitiveSchema('BYTES');
export const OPTIONAL_INT8_SCHEMA = primitiveSchema('INT8', { optional: true });
export const OPTIONAL_INT16_SCHEMA = primitiveSchema('INT16', {
  optional: true,
});
export const OPTIONAL_INT32_SCHEMA = primitiveSchema('INT32', {
  optional: true,
});
export const OPTIONAL_INT64_SCHEMA = primitiveSchema('INT64', {
  optional: true,
});
export const OPTIONAL_FLOAT32_SCHEMA = primitiveSchema('FLOAT32', {
  optional: true,
});
export const OPTIONAL_FLOAT64_SCHEMA = primitiveSchema('FLOAT64', {
  optional: true,
});
export const OPTIONAL_BOOLEAN_SCHEMA = primitiveSchema('BOOLEAN', {
  optional: true,
});
export const OPTIONAL_STRING_SCHEMA = primitiveSchema('STRING', {
  optional: true,
});
export const OPTIONAL_BYTES_SCHEMA = primitiveSchema('BYTES', {
  optional: true,
});
