import type { Client } from 'cassandra-driver';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../connect/logical-types.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema, SchemaType } from '../../../connect/schema.ts';
import type { TableMapping } from './mapping/table-mapping.ts';
import { quoted } from './statements.ts';
import { findKeyspace, findTable, foldCase, type TableInfo } from './table-info.ts';

const LOGICAL: Readonly<Record<string, string>> = {
  [DECIMAL_NAME]: 'decimal',
  [DATE_NAME]: 'date',
  [TIME_NAME]: 'time',
  [TIMESTAMP_NAME]: 'timestamp',
};

const PLAIN: Readonly<Partial<Record<SchemaType, string>>> = {
  INT8: 'tinyint',
  INT16: 'smallint',
  INT32: 'int',
  INT64: 'bigint',
  FLOAT32: 'float',
  FLOAT64: 'double',
  BOOLEAN: 'boolean',
  STRING: 'text',
  BYTES: 'blob',
};

const collection = (schema: Schema): string | undefined => {
  if (schema.type === 'ARRAY') return `list<${inner(schema.valueSchema)}>`;
  return schema.type === 'MAP' ? `map<${inner(schema.keySchema)}, ${inner(schema.valueSchema)}>` : undefined;
};

/** @throws DataError for structs, whose types somebody has to name */
const typeOf = (name: string, schema: Schema | null): string => {
  const type = schema && (LOGICAL[schema.name ?? ''] ?? PLAIN[schema.type] ?? collection(schema));
  if (!type)
    throw new DataError(
      `Column ${name} cannot be created for ${schema === null ? 'values without a schema' : `a ${schema.type}`}: create it yourself`,
    );
  return type;
};

const inner = (schema: Schema): string => {
  const type = typeOf('of a collection', schema);
  return type.includes('<') ? `frozen<${type}>` : type;
};

type NamedSchema = readonly [name: string, schema: Schema | null];

const fieldsOf = (schema: Schema | null): readonly NamedSchema[] =>
  schema?.type === 'STRUCT' ? schema.fields.map((field) => [field.name, field.schema]) : [];

const columnText = ([name, schema]: NamedSchema): string => `${quoted(foldCase(name))} ${typeOf(name, schema)}`;

/** @throws DataError where the record does not say what the table is like */
const createTableStatement = (
  keyspace: string,
  { table, creates }: TableMapping,
  { keySchema, valueSchema, topic }: SinkRecord,
): string => {
  const keys = fieldsOf(keySchema);
  if (keys.length === 0 || valueSchema?.type !== 'STRUCT')
    throw new DataError(
      `Table ${table} cannot be created: records of ${topic} need structs with schemas as key, whose fields are the primary key, and as value`,
    );
  const columns = new Map([...keys, ...fieldsOf(valueSchema)]);
  const primaryKey = keys.map(([name]) => quoted(foldCase(name))).join(', ');
  const options = creates.options === '' ? '' : ` WITH ${creates.options}`;
  return `CREATE TABLE IF NOT EXISTS ${quoted(keyspace)}.${quoted(foldCase(table))} (${[...columns].map(columnText).join(', ')}, PRIMARY KEY ((${primaryKey})))${options}`;
};

/** The table of a mapping, made for this record if the mapping says so and the record is no deletion; undefined if there is none. */
export const createTable = async (
  client: Client,
  mapping: TableMapping,
  record: SinkRecord,
): Promise<TableInfo | undefined> => {
  const { creates } = mapping;
  let keyspace = findKeyspace(client, mapping);
  if (keyspace === undefined && creates.keyspace) {
    keyspace = foldCase(mapping.keyspace);
    await client.execute(
      `CREATE KEYSPACE IF NOT EXISTS ${quoted(keyspace)} WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
    );
    await client.metadata.refreshKeyspace(keyspace);
  }
  if (keyspace === undefined) return undefined;
  await client.metadata.refreshKeyspace(keyspace);
  const found = await findTable(client, mapping);
  if (found !== undefined || !creates.table || record.value === null) return found;
  await client.execute(createTableStatement(keyspace, mapping, record));
  await client.metadata.refreshKeyspace(keyspace);
  return findTable(client, mapping);
};

/** Adds columns for fields that the table has none for, and says what it is like now. */
export const addColumns = async (
  client: Client,
  table: TableInfo,
  mapping: TableMapping,
  fields: readonly NamedSchema[],
): Promise<TableInfo | undefined> => {
  for (const field of fields) {
    const statement = `ALTER TABLE ${quoted(table.keyspace)}.${quoted(table.name)} ADD ${columnText(field)}`;
    try {
      await client.execute(statement);
    } catch (error) {
      // Another task may have been first.
      await client.metadata.refreshKeyspace(table.keyspace);
      const now = await findTable(client, mapping);
      if (!now?.columns.has(foldCase(field[0]))) throw error;
    }
  }
  await client.metadata.refreshKeyspace(table.keyspace);
  return findTable(client, mapping);
};
