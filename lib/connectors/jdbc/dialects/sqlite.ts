import { access } from 'node:fs/promises';
import Database from 'libsql';
import { ConfigError } from '../../../connect/errors.ts';
import type { Column, Raw, RawRow } from '../column.ts';
import { formatWall, parseTimestamp } from '../date-text.ts';
import type { Cursor, Dialect, Failure, Session, SessionSettings } from '../dialect.ts';
import { type Instant, millisOf } from '../instant.ts';
import { timeZone } from '../time-zone.ts';
import { columnOfSqlite } from './sqlite-types.ts';

const BUSY_TIMEOUT_MS = 5_000;
const UTC = timeZone('UTC');

type Connection = Database.Database;

/** Rows as arrays, integers as bigints. */
const rawStatement = (connection: Connection, sql: string) => connection.prepare(sql).safeIntegers().raw();

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array;

const rawRow = (row: unknown): RawRow =>
  Array.isArray(row) ? row.map((value: unknown) => (isRaw(value) ? value : null)) : [];

interface TableColumn {
  readonly notNull: boolean;
  readonly rowId: boolean;
}

const tableColumns = (connection: Connection, table: string): ReadonlyMap<string, TableColumn> => {
  const rows = connection.prepare('SELECT name, type, "notnull", pk FROM pragma_table_info(?)').raw().all(table);
  const columns = rows.map(rawRow);
  const keys = columns.filter(([, , , key]) => key !== 0).length;
  return new Map(
    columns.map(([name, type, notNull, key]) => [
      String(name),
      { notNull: notNull !== 0, rowId: key !== 0 && keys === 1 && String(type).toUpperCase() === 'INTEGER' },
    ]),
  );
};

const describe = (connection: Connection, select: string): readonly Column[] => {
  // Only running a statement notices that another connection changed the schema; preparing one does not.
  connection.prepare('SELECT 1 FROM sqlite_master LIMIT 1').get();
  const statement = rawStatement(connection, select);
  const columns = statement.columns();
  const sample = columns.some(({ type }) => type === null) ? rawRow(statement.get()) : [];
  const tables = new Map(
    [...new Set(columns.flatMap(({ table }) => table ?? []))].map((table) => [table, tableColumns(connection, table)]),
  );
  return columns.map(({ name, type, table, column }, index) => {
    const facts = tables.get(table ?? '')?.get(column ?? '') ?? { notNull: false, rowId: false };
    return columnOfSqlite({ name, declared: type, sample: sample[index] ?? null, ...facts });
  });
};

const openCursor = (connection: Connection, select: string): Cursor => {
  const rows = rawStatement(connection, select).iterate();
  const read = async (maxRows: number): Promise<RawRow[]> => {
    const page: RawRow[] = [];
    while (page.length < maxRows) {
      const { done, value } = rows.next();
      if (done === true) break;
      page.push(rawRow(value));
    }
    return page;
  };
  return { read };
};

const tables = (connection: Connection, types: readonly string[]) => {
  const kinds = types.flatMap((type) => ({ TABLE: 'table', VIEW: 'view' })[type] ?? []);
  return connection
    .prepare(`SELECT name, type FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`)
    .raw()
    .all()
    .map(rawRow)
    .filter(([, type]) => kinds.includes(String(type)))
    .map(([name]) => ({ catalog: null, schema: null, name: String(name) }));
};

/**
 * SQLite compares by storage class and byte by byte, so a literal must look like the stored values, which are all of one
 * form: the number of milliseconds, or text such as `2024-01-31T12:30:00.123Z`.
 */
const literalLike = (sample: Raw | null, { dates }: SessionSettings): ((instant: Instant) => string) => {
  if (typeof sample === 'bigint') return (instant) => String(millisOf(instant));
  if (sample !== null && typeof sample !== 'string')
    throw new ConfigError(`A timestamp column must hold text or milliseconds, but holds ${sample}`);
  const [, separator, fraction = '', suffix = ''] = /^[\d-]{10}([ T])[\d:]{8}\.?(\d*)(Z?)$/.exec(sample ?? '') ?? [];
  const form = { separator: separator === 'T' ? 'T' : ' ', digits: fraction.length } as const;
  return (instant) => `'${formatWall(instant, suffix === 'Z' ? UTC : dates.zone, form)}${suffix}'`;
};

const sampleOf = (connection: Connection, columns: readonly Column[], select: string): Raw | null => {
  const names = columns.map(({ name }) => `"${name.replaceAll('"', '""')}"`);
  const value = names.length === 1 ? names[0] : `COALESCE(${names.join(',')})`;
  const row = rawStatement(connection, `SELECT ${value} FROM (${select}) WHERE ${value} IS NOT NULL LIMIT 1`).get();
  return rawRow(row)[0] ?? null;
};

/** Statements of a session that are kept prepared. */
const MAX_PREPARED = 500;

const createExecute = (connection: Connection): Session['execute'] => {
  const statements = new Map<string, Database.Statement>();
  const prepared = (sql: string): Database.Statement => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = connection.prepare(sql).safeIntegers();
    if (statement.reader) statement.raw();
    if (statements.size < MAX_PREPARED) statements.set(sql, statement);
    return statement;
  };
  return async (sql, parameters = []) => {
    if (parameters.length === 0 && !/^SELECT/i.test(sql)) {
      connection.exec(sql);
      return [];
    }
    const statement = prepared(sql);
    if (statement.reader) return statement.all(parameters).map(rawRow);
    statement.run(parameters);
    return [];
  };
};

const createSession = (connection: Connection, settings: SessionSettings): Session => ({
  describe: async (select) => describe(connection, select),
  tables: async ({ types }) => tables(connection, types),
  currentTime: async () => {
    const row = connection.prepare("SELECT strftime('%Y-%m-%d %H:%M:%fZ', 'now')").raw().get();
    return parseTimestamp(String(rawRow(row)[0]), settings.dates);
  },
  timestampLiteral: async (columns, select) => literalLike(sampleOf(connection, columns, select), settings),
  open: async (select) => openCursor(connection, select),
  execute: createExecute(connection),
  close: async () => {
    connection.close();
  },
});

const connect = async (settings: SessionSettings): Promise<Session> => {
  const file = settings.url.database ?? '';
  if (!settings.mayCreate) await access(file);
  const connection = new Database(file);
  connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  if (settings.isolation === 'READ_UNCOMMITTED') connection.exec('PRAGMA read_uncommitted = true');
  return createSession(connection, settings);
};

const failureOf = (error: unknown): Failure => {
  if (!(error instanceof Error) || !('code' in error)) return 'passing';
  if (/^no such (table|column)|has no column named/.test(error.message)) return 'missing-table';
  if (/^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG)/.test(String(error.code))) return 'data';
  return error.code === 'SQLITE_ERROR' ? 'permanent' : 'passing';
};

/** SQLite, by libsql; the original quotes its identifiers as MySQL's. */
export const sqlite: Dialect = { quote: '`', placeholder: () => '?', connect, failureOf };
