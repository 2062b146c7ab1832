import type { Header } from '../../../../connect/header.ts';
import {
  arraySchema,
  INT32_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_BOOLEAN_SCHEMA,
  OPTIONAL_INT32_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  STRING_SCHEMA,
  type StructSchema,
  structSchema,
} from '../../../../connect/schema.ts';
import { Struct } from '../../../../connect/struct.ts';
import type { NameAdjuster } from '../../../../formats/avro/name-adjuster.ts';
import type { UnplacedRecord } from '../../change-records.ts';
import type { Flavor } from '../flavor.ts';
import { jdbcTypeOf } from '../schema-history/jdbc-type.ts';
import { labelLiterals, quotedId } from '../schema-history/table-json.ts';
import type { ColumnModel, TableChange, TableModel } from '../table-model.ts';

export interface SchemaChangeSettings {
  readonly flavor: Flavor;
  /** The topic's name, which is the prefix. */
  readonly topic: string;
  readonly headers: readonly Header[];
  readonly includeComments: boolean;
  readonly adjustSchemaName: NameAdjuster;
}

/** A statement and where it was. */
interface SchemaChange {
  readonly source: Struct;
  readonly database: string;
  readonly ddl: string;
  readonly changes: readonly TableChange[];
  readonly tsMs: number;
}

interface Schemas {
  readonly key: StructSchema;
  readonly value: StructSchema;
  readonly change: StructSchema;
  readonly table: StructSchema;
  readonly column: StructSchema;
}

const OPTIONAL_STRINGS = arraySchema(STRING_SCHEMA, { optional: true });

/** Follows `io.debezium.schema.SchemaFactory`. */
const schemasOf = ({ flavor, adjustSchemaName: adjust }: SchemaChangeSettings, source: StructSchema): Schemas => {
  const named = (name: string) => ({ name: adjust(`io.debezium.connector.${name}`), version: 1 });
  const column = structSchema(
    [
      ['name', STRING_SCHEMA],
      ['jdbcType', INT32_SCHEMA],
      ['nativeType', OPTIONAL_INT32_SCHEMA],
      ['typeName', STRING_SCHEMA],
      ['typeExpression', OPTIONAL_STRING_SCHEMA],
      ['charsetName', OPTIONAL_STRING_SCHEMA],
      ['length', OPTIONAL_INT32_SCHEMA],
      ['scale', OPTIONAL_INT32_SCHEMA],
      ['position', INT32_SCHEMA],
      ['optional', OPTIONAL_BOOLEAN_SCHEMA],
      ['autoIncremented', OPTIONAL_BOOLEAN_SCHEMA],
      ['generated', OPTIONAL_BOOLEAN_SCHEMA],
      ['comment', OPTIONAL_STRING_SCHEMA],
      ['defaultValueExpression', OPTIONAL_STRING_SCHEMA],
      ['enumValues', OPTIONAL_STRINGS],
    ],
    named('schema.Column'),
  );
  const table = structSchema(
    [
      ['defaultCharsetName', OPTIONAL_STRING_SCHEMA],
      ['primaryKeyColumnNames', OPTIONAL_STRINGS],
      ['columns', arraySchema(column)],
      ['comment', OPTIONAL_STRING_SCHEMA],
    ],
    { ...named('schema.Table'), optional: true },
  );
  const change = structSchema(
    [
      ['type', STRING_SCHEMA],
      ['id', STRING_SCHEMA],
      ['table', table],
    ],
    named('schema.Change'),
  );
  return {
    column,
    table,
    change,
    key: structSchema([['databaseName', STRING_SCHEMA]], named(`${flavor}.SchemaChangeKey`)),
    value: structSchema(
      [
        ['source', source],
        ['ts_ms', INT64_SCHEMA],
        ['databaseName', OPTIONAL_STRING_SCHEMA],
        ['schemaName', OPTIONAL_STRING_SCHEMA],
        ['ddl', OPTIONAL_STRING_SCHEMA],
        ['tableChanges', arraySchema(change)],
      ],
      named(`${flavor}.SchemaChangeValue`),
    ),
  };
};

const columnStruct = (schema: StructSchema, column: ColumnModel, index: number, includeComments: boolean): Struct =>
  new Struct(schema, [
    column.name,
    jdbcTypeOf(column.typeName),
    null,
    column.typeName,
    column.typeName,
    column.charset,
    column.length,
    column.scale,
    index + 1,
    column.optional,
    column.autoIncremented,
    column.generated,
    includeComments ? column.comment : null,
    column.defaultExpression,
    column.enumValues.length === 0 ? null : labelLiterals(column.enumValues),
  ]);

const tableStruct = (schemas: Schemas, table: TableModel, includeComments: boolean): Struct =>
  new Struct(schemas.table, [
    table.defaultCharset,
    table.primaryKey,
    table.columns.map((column, index) => columnStruct(schemas.column, column, index, includeComments)),
    includeComments ? table.comment : null,
  ]);

/** Makes the records of schema changes, for the topic that has the prefix's name; follows `EventDispatcher`. */
const createSchemaChangeRecords = (
  settings: SchemaChangeSettings,
  source: StructSchema,
): ((change: SchemaChange) => UnplacedRecord) => {
  const schemas = schemasOf(settings, source);
  const { topic, headers, includeComments } = settings;
  return (change) => ({
    topic,
    kafkaPartition: 0,
    keySchema: schemas.key,
    key: new Struct(schemas.key, [change.database]),
    valueSchema: schemas.value,
    value: new Struct(schemas.value, [
      change.source,
      change.tsMs,
      change.database,
      null,
      change.ddl,
      change.changes.map(
        ({ type, id, table }) =>
          new Struct(schemas.change, [
            type,
            quotedId(id),
            table === null ? null : tableStruct(schemas, table, includeComments),
          ]),
      ),
    ]),
    timestamp: null,
    headers,
  });
};

const makers = new WeakMap<SchemaChangeSettings, ReturnType<typeof createSchemaChangeRecords>>();

/** The records of one change; schemas are made once for a task's settings. */
export const schemaChangeRecords = (
  settings: SchemaChangeSettings,
  change: SchemaChange,
): readonly UnplacedRecord[] => {
  const make = makers.get(settings) ?? createSchemaChangeRecords(settings, change.source.schema);
  makers.set(settings, make);
  return [make(change)];
};
