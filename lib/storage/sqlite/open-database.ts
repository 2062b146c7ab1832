import Libsql from 'libsql';
import * as v from 'valibot';
import { ConfigError } from '../../connect/errors.ts';
import { migrations } from './migrations.ts';
import { retriableWhenBusy } from './retriable-when-busy.ts';

/** What may stand for a `?`. */
type Parameter = string | number | null;

export interface Database {
  /** The rows that a statement gives, each checked against the schema. */
  rows<Row>(schema: v.GenericSchema<unknown, Row>, sql: string, ...parameters: Parameter[]): readonly Row[];
  row<Row>(schema: v.GenericSchema<unknown, Row>, sql: string, ...parameters: Parameter[]): Row | undefined;
  /** Runs a statement, and says how many rows it changed. */
  run(sql: string, ...parameters: Parameter[]): number;
  /** All of the work or none of it, with nobody in between. */
  atomically<Result>(work: () => Result): Result;
  close(): void;
}

/** Waiting blocks the process, and nobody but a tool in somebody's hand should lock the file. */
const busyTimeoutMs = 1_000;

/**
 * Opens or creates the file, and brings its schema up to date.
 *
 * @throws ConfigError when the file cannot be opened, is no database, or comes from a newer version.
 */
export const openDatabase = (path: string): Database => {
  const connection = connect(path);
  const statements = new Map<string, Libsql.Statement>();
  const prepare = (sql: string): Libsql.Statement => {
    const statement = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const rows: Database['rows'] = (schema, sql, ...parameters) =>
    retriableWhenBusy(() => prepare(sql).all(...parameters)).map((row) => v.parse(schema, row));
  return {
    rows,
    row: (schema, sql, ...parameters) => rows(schema, sql, ...parameters)[0],
    run: (sql, ...parameters) => retriableWhenBusy(() => prepare(sql).run(...parameters)).changes,
    atomically: (work) => retriableWhenBusy(() => connection.transaction(work).immediate()),
    close: () => {
      // Statements keep the file open until they are collected; the log is emptied here, so that the file can be copied.
      connection.pragma('wal_checkpoint(TRUNCATE)');
      connection.close();
    },
  };
};

const connect = (path: string): Libsql.Database => {
  try {
    const connection = new Libsql(path, { timeout: busyTimeoutMs });
    makeDurable(connection);
    migrate(connection);
    return connection;
  } catch (cause) {
    throw new ConfigError(`Cannot use ${path} as the storage's SQLite file: ${String(cause)}`, { cause });
  }
};

/**
 * With a write-ahead log a killed process loses nothing in any mode, since the log is in the system's hands once written.
 * FULL also flushes it to the disk at each commit (NORMAL would at checkpoints only), so that a power cut takes back no
 * acknowledged offset and no lease epoch. macOS flushes for real only when told to. https://sqlite.org/pragma.html
 */
const makeDurable = (connection: Libsql.Database): void => {
  for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'fullfsync = ON']) connection.pragma(setting);
};

const migrate = (connection: Libsql.Database): void => {
  connection
    .transaction(() => {
      const { user_version } = v.parse(
        v.object({ user_version: v.number() }),
        connection.prepare('PRAGMA user_version').get(),
      );
      if (user_version > migrations.length)
        throw new ConfigError(`it has schema ${user_version}, and this version knows ${migrations.length} at most`);
      for (const migration of migrations.slice(user_version)) connection.exec(migration);
      connection.exec(`PRAGMA user_version = ${migrations.length}`);
    })
    .immediate();
};
