import { identifierOf, type TableId } from '../../table-id.ts';
import type { Flavor } from '../flavor.ts';
import type { SchemaModel, TableChange, TableModel } from '../table-model.ts';
import type { Cursor } from './cursor.ts';

/** What reads a statement: where it is, and what it is about. */
export interface StatementContext {
  readonly cursor: Cursor;
  readonly schema: SchemaModel;
  /** The database of names that say none. */
  readonly database: string;
  readonly flavor: Flavor;
}

/** What a statement did. Several events where it named several tables, each with a statement of its own. */
export interface StatementResult {
  readonly schema: SchemaModel;
  readonly events: readonly StatementEvent[];
  /** The database of the statements that follow. */
  readonly database?: string;
}

/** A table was changed; a database or a variable; a table was emptied; or nothing of which a history tells. */
export type StatementKind = 'table' | 'database' | 'truncate' | 'other';

interface StatementEvent {
  readonly kind: StatementKind;
  readonly database: string;
  /** Its own text, where it is not the whole statement's. */
  readonly ddl?: string;
  readonly changes: readonly TableChange[];
  readonly truncated?: TableId;
}

const withTables = (schema: SchemaModel, tables: ReadonlyMap<string, TableModel>): SchemaModel => ({
  ...schema,
  tables,
});

const putTable = (schema: SchemaModel, table: TableModel): SchemaModel =>
  withTables(schema, new Map(schema.tables).set(identifierOf(table.id), table));

export const removeTable = (schema: SchemaModel, id: TableId): SchemaModel => {
  const tables = new Map(schema.tables);
  tables.delete(identifierOf(id));
  return withTables(schema, tables);
};

/** Nothing happened to any table. */
export const unchanged = ({ schema, database }: StatementContext): StatementResult => ({
  schema,
  events: [{ kind: 'other', database, changes: [] }],
});

/** One table was changed, or made. */
export const changed = (
  schema: SchemaModel,
  type: 'CREATE' | 'ALTER',
  table: TableModel,
  previousId: TableId | null = null,
): StatementResult => ({
  schema: putTable(previousId === null ? schema : removeTable(schema, previousId), table),
  events: [{ kind: 'table', database: table.id.schema, changes: [{ type, id: table.id, previousId, table }] }],
});

/** What tables of a database inherit. */
export const inheritedCharset = (schema: SchemaModel, database: string): string | null =>
  schema.databaseCharsets.get(database) ?? schema.serverCharset;
