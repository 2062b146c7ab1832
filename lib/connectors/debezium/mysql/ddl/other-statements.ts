import { identifierOf, type TableId } from '../../table-id.ts';
import type { SchemaModel, TableModel } from '../table-model.ts';
import { takeCharset, takeCollation } from './charset-clause.ts';
import { type Cursor, keyParts, tableName } from './cursor.ts';
import {
  changed,
  inheritedCharset,
  removeTable,
  type StatementContext,
  type StatementResult,
  unchanged,
} from './statement.ts';
import { setUniqueKey } from './table-editor.ts';

const quoted = ({ schema, table }: TableId): string =>
  [schema, table].map((name) => `\`${name.replaceAll('`', '``')}\``).join('.');

/** Reads what follows `DROP TABLE`: an event for each table. */
export const dropTables = ({ cursor, schema, database }: StatementContext): StatementResult => {
  const first = cursor.take('IF', 'EXISTS') ? 'DROP TABLE IF EXISTS' : 'DROP TABLE';
  const ids: TableId[] = [];
  do ids.push(tableName(cursor, database, schema.lowerCaseNames));
  while (cursor.takeSymbol(','));
  return {
    schema: ids.reduce(removeTable, schema),
    events: ids.map((id) => ({
      kind: 'table',
      database: id.schema,
      ddl: `${first} ${quoted(id)}`,
      changes: [{ type: 'DROP', id, previousId: null, table: null }],
    })),
  };
};

/** Reads what follows `RENAME TABLE`: an event for each pair, one after the other. */
export const renameTables = (context: StatementContext): StatementResult => {
  const { cursor, database } = context;
  let { schema } = context;
  const events: StatementResult['events'][number][] = [];
  cursor.take('IF', 'EXISTS');
  do {
    const from = cursor.peek();
    const old = tableName(cursor, database, schema.lowerCaseNames);
    if (cursor.take('WAIT')) cursor.next();
    else cursor.take('NOWAIT');
    if (!cursor.take('TO')) throw cursor.fail('TO is expected');
    const id = tableName(cursor, database, schema.lowerCaseNames);
    const table = schema.tables.get(identifierOf(old));
    if (table === undefined) continue;
    const result = changed(schema, 'ALTER', { ...table, id }, old);
    schema = result.schema;
    events.push(...result.events.map((event) => ({ ...event, ddl: `RENAME TABLE ${cursor.textFrom(from)}` })));
  } while (cursor.takeSymbol(','));
  return events.length === 0 ? unchanged(context) : { schema, events };
};

/** Reads what follows `TRUNCATE [TABLE]`. */
export const truncateTable = ({ cursor, schema, database }: StatementContext): StatementResult => {
  const truncated = tableName(cursor, database, schema.lowerCaseNames);
  return { schema, events: [{ kind: 'truncate', database: truncated.schema, changes: [], truncated }] };
};

/** Reads what follows `CREATE UNIQUE INDEX`. */
export const createUniqueIndex = (context: StatementContext): StatementResult => {
  const { cursor, schema, database } = context;
  while (!cursor.isAtEnd() && !cursor.isAt('ON')) cursor.next();
  cursor.take('ON');
  const table = schema.tables.get(identifierOf(tableName(cursor, database, schema.lowerCaseNames)));
  while (!cursor.isAtEnd() && !cursor.isAtSymbol('(')) cursor.next();
  if (table === undefined) return unchanged(context);
  const keyed: TableModel = setUniqueKey(table, keyParts(cursor));
  return keyed === table ? unchanged(context) : changed(schema, 'ALTER', keyed);
};

const databaseName = (cursor: Cursor, schema: SchemaModel): string => {
  const name = cursor.name();
  return schema.lowerCaseNames ? name.toLowerCase() : name;
};

const databaseCharset = (cursor: Cursor): string | null | undefined => {
  let charset: string | null | undefined;
  let collation: string | null | undefined;
  while (!cursor.isAtEnd() && !cursor.isAtSymbol(';')) {
    const givenCharset = takeCharset(cursor);
    const givenCollation = takeCollation(cursor);
    charset = givenCharset === undefined ? charset : givenCharset;
    collation = givenCollation === undefined ? collation : givenCollation;
    if (givenCharset === undefined && givenCollation === undefined) cursor.next();
  }
  return charset ?? collation;
};

const withDatabaseCharset = (schema: SchemaModel, database: string, charset: string | null): SchemaModel => {
  const databaseCharsets = new Map(schema.databaseCharsets);
  if (charset === null) databaseCharsets.delete(database);
  else databaseCharsets.set(database, charset);
  return { ...schema, databaseCharsets };
};

const ofDatabase = (schema: SchemaModel, database: string): StatementResult => ({
  schema,
  events: [{ kind: 'database', database, changes: [] }],
});

/** Reads what follows `CREATE DATABASE`. One without a character set has the server's of this moment, for ever. */
export const createDatabase = ({ cursor, schema }: StatementContext): StatementResult => {
  cursor.take('IF', 'NOT', 'EXISTS');
  const database = databaseName(cursor, schema);
  const charset = databaseCharset(cursor) ?? inheritedCharset(schema, database);
  return ofDatabase(withDatabaseCharset(schema, database, charset), database);
};

/** Reads what follows `ALTER DATABASE`, whose name may be left out. */
export const alterDatabase = ({ cursor, schema, database: current }: StatementContext): StatementResult => {
  const isNamed = !['DEFAULT', 'CHARACTER', 'CHARSET', 'COLLATE', 'COMMENT', 'READ', 'ENCRYPTION'].some((word) =>
    cursor.isAt(word),
  );
  const database = isNamed ? databaseName(cursor, schema) : current;
  const charset = databaseCharset(cursor);
  const altered =
    charset === undefined ? schema : withDatabaseCharset(schema, database, charset ?? schema.serverCharset);
  return { schema: altered, events: [{ kind: 'other', database, changes: [] }] };
};

/** Reads what follows `DROP DATABASE`: its tables go too. */
export const dropDatabase = ({ cursor, schema }: StatementContext): StatementResult => {
  cursor.take('IF', 'EXISTS');
  const database = databaseName(cursor, schema);
  const tables = new Map([...schema.tables].filter(([, { id }]) => id.schema !== database));
  return ofDatabase(withDatabaseCharset({ ...schema, tables }, database, null), database);
};

/** Reads what follows `USE`. */
export const useDatabase = ({ cursor, schema }: StatementContext): StatementResult => {
  const database = databaseName(cursor, schema);
  return { ...ofDatabase(schema, database), database };
};

const assignment = (cursor: Cursor): readonly [name: string, value: string] => {
  let name = '';
  while (!cursor.isAtEnd() && !cursor.isAtSymbol('=') && !cursor.isAtSymbol(',') && !cursor.isAtSymbol(';')) {
    const { kind, value, text } = cursor.next();
    if (kind === 'word' || kind === 'name') name = kind === 'word' ? text : value;
  }
  const value = cursor.takeSymbol('=') ? cursor.peek() : undefined;
  cursor.skipElement();
  return [name.toLowerCase(), value === undefined ? '' : value.kind === 'word' ? value.text : value.value];
};

/** Reads what follows `SET`: the server's and a database's default character sets count. */
export const setVariables = (context: StatementContext): StatementResult => {
  const { cursor, database } = context;
  let { schema } = context;
  do {
    const [name, value] = assignment(cursor);
    const charset = value.toLowerCase();
    if (charset === '' || charset === 'default') continue;
    if (name === 'character_set_server') schema = { ...schema, serverCharset: charset };
    if (name === 'character_set_database') schema = withDatabaseCharset(schema, database, charset);
  } while (cursor.takeSymbol(','));
  return { schema, events: [{ kind: 'database', database: '', changes: [] }] };
};
