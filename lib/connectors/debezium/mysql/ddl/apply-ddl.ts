import type { TableId } from '../../table-id.ts';
import type { Flavor } from '../flavor.ts';
import type { SchemaModel, TableChange } from '../table-model.ts';
import { alterTable } from './alter-table.ts';
import { createTable } from './create-table.ts';
import { createCursor } from './cursor.ts';
import { DdlError } from './ddl-error.ts';
import {
  alterDatabase,
  createDatabase,
  createUniqueIndex,
  dropDatabase,
  dropTables,
  renameTables,
  setVariables,
  truncateTable,
  useDatabase,
} from './other-statements.ts';
import { type StatementContext, type StatementKind, type StatementResult, unchanged } from './statement.ts';
import { type Token, tokenize } from './tokens.ts';

/** What a statement did to one table, or to a database; follows `io.debezium.schema.SchemaChangeEvent`. */
export interface DdlEvent {
  readonly kind: StatementKind;
  readonly database: string;
  readonly ddl: string;
  readonly changes: readonly TableChange[];
}

/** What a text of statements did. */
export interface DdlResult {
  readonly schema: SchemaModel;
  readonly changes: readonly TableChange[];
  /** In order; at least one for each statement. */
  readonly events: readonly DdlEvent[];
  /** Databases that the statements are about. */
  readonly databases: readonly string[];
  /** Tables that were emptied. */
  readonly truncated: readonly TableId[];
}

type Reader = (context: StatementContext) => StatementResult;

/** By their first words, the longer ones first. */
const STATEMENTS: ReadonlyArray<readonly [words: readonly string[], read: Reader]> = [
  [['CREATE', 'TABLE'], (context) => createTable(context, false)],
  [['CREATE', 'OR', 'REPLACE', 'TABLE'], (context) => createTable(context, true)],
  [['CREATE', 'UNIQUE', 'INDEX'], createUniqueIndex],
  [['CREATE', 'OR', 'REPLACE', 'UNIQUE', 'INDEX'], createUniqueIndex],
  [['CREATE', 'DATABASE'], createDatabase],
  [['CREATE', 'SCHEMA'], createDatabase],
  [['CREATE', 'OR', 'REPLACE', 'DATABASE'], createDatabase],
  [['CREATE', 'OR', 'REPLACE', 'SCHEMA'], createDatabase],
  [['ALTER', 'TABLE'], alterTable],
  [['ALTER', 'IGNORE', 'TABLE'], alterTable],
  [['ALTER', 'ONLINE', 'TABLE'], alterTable],
  [['ALTER', 'ONLINE', 'IGNORE', 'TABLE'], alterTable],
  [['ALTER', 'DATABASE'], alterDatabase],
  [['ALTER', 'SCHEMA'], alterDatabase],
  [['DROP', 'TABLE'], dropTables],
  [['DROP', 'TABLES'], dropTables],
  [['DROP', 'DATABASE'], dropDatabase],
  [['DROP', 'SCHEMA'], dropDatabase],
  [['RENAME', 'TABLE'], renameTables],
  [['RENAME', 'TABLES'], renameTables],
  [['TRUNCATE', 'TABLE'], truncateTable],
  [['TRUNCATE'], truncateTable],
  [['USE'], useDatabase],
  [['SET', 'STATEMENT'], (context) => readSetStatement(context)],
  [['SET'], setVariables],
];

/** MariaDB's `SET STATEMENT variable=value FOR statement`. */
const readSetStatement: Reader = (context) => {
  const { cursor } = context;
  while (!cursor.isAtEnd() && !cursor.isAt('FOR')) cursor.next();
  cursor.take('FOR');
  return readStatement(context);
};

const readStatement: Reader = (context) => {
  const found = STATEMENTS.find(([words]) => context.cursor.take(...words));
  return found === undefined ? unchanged(context) : found[1](context);
};

/** Statements whose bodies hold statements of their own. */
const ROUTINE = /\b(PROCEDURE|FUNCTION|TRIGGER|EVENT|PACKAGE)\b/;

const isRoutine = (tokens: readonly Token[]): boolean =>
  tokens[0]?.value === 'CREATE' &&
  ROUTINE.test(
    tokens
      .slice(1, 16)
      .filter(({ kind }) => kind === 'word')
      .map(({ value }) => value)
      .join(' ')
      .split(' TABLE ')[0] ?? '',
  );

/** The statements of a text, each as its tokens. */
const statementsOf = (tokens: readonly Token[]): ReadonlyArray<readonly Token[]> => {
  const statements: Token[][] = [[]];
  let isBody = false;
  for (const token of tokens) {
    const current = statements.at(-1) ?? [];
    if (current.length === 16) isBody = isRoutine(current);
    if (token.kind === 'symbol' && token.value === ';' && !isBody && !isRoutine(current)) statements.push([]);
    else current.push(token);
  }
  return statements.filter((statement) => statement.length > 0);
};

const textOf = (ddl: string, tokens: readonly Token[]): string => ddl.slice(tokens[0]?.start, tokens.at(-1)?.end);

/**
 * Applies the DDL of a text to what is known. What changes no table or database, such as grants, views and routines, is
 * passed without being read.
 *
 * @throws DdlError for a statement about tables that cannot be understood; nothing is applied then.
 */
export const applyDdl = (given: SchemaModel, database: string, ddl: string, flavor: Flavor): DdlResult => {
  const tokens = tokenize(ddl, flavor);
  if (tokens === undefined) throw new DdlError('a quote is not closed', ddl);
  let schema = given;
  let current = database;
  const events: DdlEvent[] = [];
  const truncated: TableId[] = [];
  for (const statement of statementsOf(tokens)) {
    const text = textOf(ddl, statement);
    const cursor = createCursor(ddl, statement);
    const result = readStatement({ cursor, schema, database: current, flavor });
    schema = result.schema;
    current = result.database ?? current;
    for (const event of result.events) {
      events.push({ kind: event.kind, database: event.database, ddl: event.ddl ?? text, changes: event.changes });
      if (event.truncated !== undefined) truncated.push(event.truncated);
    }
  }
  return {
    schema,
    events,
    truncated,
    changes: events.flatMap((event) => event.changes),
    databases: [...new Set(events.map((event) => event.database))],
  };
};
