import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import {
  fieldOf,
  INT32_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  STRING_SCHEMA,
  type StructSchema,
} from '../../../connect/schema.ts';
import { schemaText } from '../../../connect/schema-text.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { SinkSettings } from './sink-settings.ts';

/** A column to be, and where its value comes from. */
export interface RecordField {
  readonly name: string;
  readonly schema: Schema;
  readonly isKey: boolean;
  get(record: SinkRecord): ConnectValue;
}

export interface RecordFields {
  readonly keys: readonly RecordField[];
  readonly others: readonly RecordField[];
}

export interface Schemas {
  readonly topic: string;
  readonly table: string;
  readonly keySchema: Schema | null;
  /** `null` for tombstones. */
  readonly valueSchema: Schema | null;
}

const KAFKA_PK_FIELDS: readonly string[] = ['__connect_topic', '__connect_partition', '__connect_offset'];

const fail = (message: string): never => {
  throw new DataError(message, { className: 'org.apache.kafka.connect.errors.ConnectException' });
};

const isPrimitive = ({ type }: Schema): boolean => type !== 'STRUCT' && type !== 'ARRAY' && type !== 'MAP';

const COORDINATES: ReadonlyArray<readonly [Schema, RecordField['get']]> = [
  [STRING_SCHEMA, ({ topic }) => topic],
  [INT32_SCHEMA, ({ kafkaPartition }) => kafkaPartition],
  [INT64_SCHEMA, ({ kafkaOffset }) => kafkaOffset],
];

const kafkaKeys = ({ pkFields }: SinkSettings): readonly RecordField[] => {
  const names = pkFields.length === 0 ? KAFKA_PK_FIELDS : pkFields;
  return COORDINATES.map(([schema, get], index) => ({ name: names[index] ?? '', schema, isKey: true, get }));
};

/** Reads a field of key or value; a key's `null` is always replaced by its default. */
const structField = (
  schema: StructSchema,
  name: string,
  from: { readonly part: 'key' | 'value'; readonly isKey: boolean; readonly useDefault: boolean },
): RecordField => {
  const field = fieldOf(schema, name) ?? fail(`${name} is not a valid field name`);
  const fallback = from.useDefault ? (field.schema.defaultValue ?? null) : null;
  return {
    name,
    schema: field.schema,
    isKey: from.isKey,
    get: (record) => {
      const struct = record[from.part];
      return struct instanceof Struct ? (struct.values[field.index] ?? fallback) : null;
    },
  };
};

/** The mode names where the key was taken from, whichever part of the record it is in now. */
const structKeys = (
  schema: StructSchema,
  part: 'key' | 'value',
  { table, settings }: { readonly table: string; readonly settings: SinkSettings },
): readonly RecordField[] => {
  const { pkFields, pkMode } = settings;
  const missing = pkFields.find((name) => !schema.fieldIndex.has(name));
  if (missing !== undefined)
    fail(
      `PK mode for table '${table}' is ${pkMode.toUpperCase()} with configured PK fields [${pkFields.join(', ')}], but ${pkMode.replace('_', ' ')} schema does not contain field: ${missing}`,
    );
  const names = pkFields.length === 0 ? schema.fields.map(({ name }) => name) : pkFields;
  return names.map((name) => structField(schema, name, { part, isKey: true, useDefault: true }));
};

const recordKeys = ({ table, keySchema }: Schemas, settings: SinkSettings): readonly RecordField[] => {
  if (keySchema === null) return fail(`PK mode for table '${table}' is RECORD_KEY, but record key schema is missing`);
  if (keySchema.type === 'STRUCT') return structKeys(keySchema, 'key', { table, settings });
  if (!isPrimitive(keySchema))
    return fail(`Key schema must be primitive type or Struct, but is of type: ${keySchema.type}`);
  const [name, ...more] = settings.pkFields;
  if (name === undefined || more.length > 0)
    return fail(
      `Need exactly one PK column defined since the key schema for records is a primitive type, defined columns are: [${settings.pkFields.join(', ')}]`,
    );
  return [{ name, schema: keySchema, isKey: true, get: ({ key }) => key }];
};

const valueKeys = ({ table, keySchema, valueSchema }: Schemas, settings: SinkSettings): readonly RecordField[] => {
  // Of a deletion the row that was is there instead of the key.
  if (valueSchema === null && settings.deleteEnabled && keySchema?.type === 'STRUCT')
    return structKeys(keySchema, 'key', { table, settings });
  if (valueSchema === null)
    return fail(`PK mode for table '${table}' is RECORD_VALUE, but record value schema is missing`);
  return valueSchema.type === 'STRUCT'
    ? structKeys(valueSchema, 'value', { table, settings })
    : fail('pk.mode record_value is not supported with String value schemas');
};

const keysOf = (schemas: Schemas, settings: SinkSettings): readonly RecordField[] => {
  switch (settings.pkMode) {
    case 'none':
      return [];
    case 'kafka':
      return kafkaKeys(settings);
    case 'record_key':
    case 'record_header':
      return recordKeys(schemas, settings);
    case 'record_value':
      return valueKeys(schemas, settings);
  }
};

const stringField = (keys: ReadonlySet<string>, table: string, name: string): RecordField =>
  keys.has(name)
    ? fail(
        `Configured string.output.value.column.name '${name}' conflicts with a primary key column for table '${table}'`,
      )
    : { name, schema: OPTIONAL_STRING_SCHEMA, isKey: false, get: ({ value }) => value };

const othersOf = (
  { valueSchema, table, topic }: Schemas,
  settings: SinkSettings,
  keys: ReadonlySet<string>,
): readonly RecordField[] => {
  if (valueSchema === null) return [];
  if (valueSchema.type === 'STRING') return [stringField(keys, table, settings.stringColumn)];
  if (valueSchema.type !== 'STRUCT') return fail('Value schema must be of type Struct or String');
  const from = { part: 'value', isKey: false, useDefault: settings.replaceNullWithDefault } as const;
  return valueSchema.fields
    .filter(({ name }) => !keys.has(name) && settings.includes(topic, name))
    .map(({ name }) => structField(valueSchema, name, from));
};

/**
 * Which columns a pair of schemas gives; follows the original's `FieldsMetadata`, in its words.
 *
 * @throws DataError when the schemas do not fit `pk.mode` and `pk.fields`.
 */
export const recordFields = (schemas: Schemas, settings: SinkSettings): RecordFields => {
  const keys = keysOf(schemas, settings);
  const others = othersOf(schemas, settings, new Set(keys.map(({ name }) => name)));
  if (keys.length + others.length === 0)
    fail(`No fields found using key and value schemas for table: ${schemas.table}`);
  return { keys, others };
};

/** The columns in the order in which a table is created: Kafka's coordinates, the value's fields, then the rest. */
export const inOrder = ({ keys, others }: RecordFields, valueSchema: Schema | null): readonly RecordField[] => {
  const place = ({ name }: RecordField): number => {
    const coordinate = KAFKA_PK_FIELDS.indexOf(name);
    if (coordinate >= 0) return coordinate - KAFKA_PK_FIELDS.length;
    const index = valueSchema?.type === 'STRUCT' ? valueSchema.fieldIndex.get(name) : undefined;
    return index ?? Number.MAX_SAFE_INTEGER;
  };
  return [...keys, ...others].sort((a, b) => place(a) - place(b) || (a.name < b.name ? -1 : 1));
};

/** As the original prints it: `SinkRecordField{schema=Schema{STRING}, name='id', isPrimaryKey=true}`. */
export const fieldText = ({ name, schema, isKey }: RecordField): string =>
  `SinkRecordField{schema=${schemaText(schema)}, name='${name}', isPrimaryKey=${isKey}}`;
