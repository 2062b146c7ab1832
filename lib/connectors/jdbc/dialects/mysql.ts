import mysql, { type Connection, type FieldPacket, type RowDataPacket } from 'mysql2';
import { ConfigError } from '../../../connect/errors.ts';
import type { Column, Raw, RawRow } from '../column.ts';
import { formatWall, parseTimestamp } from '../date-text.ts';
import type { Dialect, Failure, Session, SessionSettings } from '../dialect.ts';
import { firstReachable } from '../first-reachable.ts';
import type { DatabaseHost, JdbcUrl } from '../jdbc-url.ts';
import type { TableId } from '../table-id.ts';
import { timeZone } from '../time-zone.ts';
import { connectWithTls, type TlsMode, type TlsOptions } from '../tls.ts';
import { openMysqlCursor } from './mysql-cursor.ts';
import { columnOfMysql, type MysqlTypeOptions } from './mysql-types.ts';

/** `sslMode` of Connector/J, then of MariaDB's. */
const TLS_MODES: ReadonlyMap<string, TlsMode> = new Map([
  ['disabled', 'disable'],
  ['preferred', 'prefer'],
  ['required', 'require'],
  ['verify_ca', 'verify-ca'],
  ['verify_identity', 'verify-full'],
  ['disable', 'disable'],
  ['trust', 'require'],
  ['verify-ca', 'verify-ca'],
  ['verify-full', 'verify-full'],
]);

/** The kinds of information_schema, by the table types of Connector/J. */
const TABLE_KINDS: Readonly<Record<string, readonly string[]>> = {
  TABLE: ['BASE TABLE', 'SYSTEM VERSIONED'],
  VIEW: ['VIEW'],
  'SYSTEM VIEW': ['SYSTEM VIEW'],
};

/**
 * A paused stream must outlive a slow Kafka, TIMESTAMPs are to come in UTC, what does not fit a column must fail instead of being
 * cut (Connector/J: jdbcCompliantTruncation), and there is one way to write strings.
 */
const SETTINGS = `SET SESSION time_zone = '+00:00', net_write_timeout = 600,
  sql_mode = CONCAT(REPLACE(@@sql_mode, 'NO_BACKSLASH_ESCAPES', ''), ',STRICT_ALL_TABLES')`;

const UTC = timeZone('UTC');

const tlsMode = ({ parameters, subprotocol }: JdbcUrl): TlsMode => {
  const given = parameters.get('sslmode')?.toLowerCase();
  if (given !== undefined) return TLS_MODES.get(given) ?? 'verify-full';
  const useSsl = parameters.get('usessl') ?? parameters.get('requiressl');
  if (useSsl === 'false') return 'disable';
  if (useSsl === 'true') return parameters.get('verifyservercertificate') === 'true' ? 'verify-ca' : 'require';
  return subprotocol === 'mariadb' ? 'disable' : 'prefer';
};

const typeOptions = ({ parameters }: JdbcUrl): MysqlTypeOptions => ({
  bitIsBoolean: parameters.get('transformedbitisboolean') === 'true',
  yearIsDate: parameters.get('yearisdatetype') !== 'false',
  zeroDateIsNull: /^convert_?to_?null$/i.test(parameters.get('zerodatetimebehavior') ?? ''),
});

const connectTo = (
  { host, port }: DatabaseHost,
  { url, user, password }: SessionSettings,
  tls: TlsOptions | null,
): Promise<Connection> => {
  const connection = mysql.createConnection({
    host,
    port,
    ...(user !== null && { user }),
    ...(password !== null && { password: password.value() }),
    ...(url.database !== null && { database: url.database }),
    ...(tls !== null && { ssl: { ...tls } }),
    charset: 'utf8mb4',
    connectTimeout: Number(url.parameters.get('connecttimeout') ?? 10_000) || 10_000,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
  });
  return new Promise((resolve, reject) => {
    // Stays: a connection that breaks while idle shows at the next query.
    connection.on('error', reject);
    connection.connect((error) => {
      if (error === null) return resolve(connection);
      connection.destroy();
      reject(error);
    });
  });
};

const rowsOf = async (
  connection: Connection,
  sql: string,
  values: readonly unknown[] = [],
): Promise<RowDataPacket[]> => {
  const [rows] = await connection.promise().query<RowDataPacket[]>(sql, [...values]);
  return rows;
};

const describe = async (connection: Connection, select: string, url: JdbcUrl): Promise<readonly Column[]> => {
  const [, fields]: [unknown, FieldPacket[]] = await connection
    .promise()
    .query(`SELECT * FROM (${select}) AS q LIMIT 0`);
  return fields.map((field) => columnOfMysql(field, typeOptions(url)));
};

const tables = async (
  connection: Connection,
  pattern: { readonly catalog: string | null; readonly types: readonly string[] },
): Promise<readonly TableId[]> => {
  const kinds = pattern.types.flatMap((type) => TABLE_KINDS[type] ?? []);
  if (kinds.length === 0) return [];
  const rows = await rowsOf(
    connection,
    `SELECT table_schema AS db, table_name AS name FROM information_schema.tables
      WHERE table_type IN (?) AND table_schema LIKE ?
        AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
      ORDER BY 1, 2`,
    [kinds, pattern.catalog ?? '%'],
  );
  return rows.map(({ db, name }) => ({ catalog: String(db), schema: null, name: String(name) }));
};

/** In UTC for TIMESTAMPs and in `db.timezone` for DATETIMEs, as the session compares them. */
const literalZone = (columns: readonly Column[], settings: SessionSettings) => {
  const clocks = new Set(columns.map(({ type }) => (type.kind === 'TIMESTAMP' ? type.clock : 'wall')));
  if (clocks.size > 1 && !settings.dates.zone.isUtc)
    throw new ConfigError(
      'TIMESTAMP and DATETIME columns cannot be mixed in timestamp.column.name unless db.timezone is UTC',
    );
  return clocks.has('instant') ? UTC : settings.dates.zone;
};

/** mysql2 takes bytes as a `Buffer` only, and bigints for text, which the server may compare as doubles. */
const bindable = (value: Raw | null) => {
  if (typeof value === 'bigint') return mysql.TypedParameter.LONGLONG(value);
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
};

const execute = async (
  connection: Connection,
  sql: string,
  parameters: readonly (Raw | null)[] = [],
): Promise<RawRow[]> => {
  const options = { sql, rowsAsArray: true };
  const [rows] = await (parameters.length === 0
    ? connection.promise().query<RowDataPacket[]>(options)
    : connection.promise().execute<RowDataPacket[]>(options, parameters.map(bindable)));
  return Array.isArray(rows) ? rows.map((row) => Object.values(row)) : [];
};

const escapeLike = (name: string): string => name.replace(/[\\%_]/g, '\\$&');

const createSession = (connection: Connection, settings: SessionSettings): Session => ({
  describe: (select) => describe(connection, select, settings.url),
  // Where no catalog is asked for, the URL's database is meant (nullDatabaseMeansCurrent).
  tables: ({ catalogPattern, types }) => {
    const { database } = settings.url;
    const current = database === null ? null : escapeLike(database);
    return tables(connection, { types, catalog: catalogPattern ?? current });
  },
  currentTime: async () => {
    const [row] = await rowsOf(connection, 'SELECT UTC_TIMESTAMP(6) AS now');
    return parseTimestamp(`${row?.now}Z`, settings.dates);
  },
  timestampLiteral: async (columns) => {
    const zone = literalZone(columns, settings);
    return (instant) => `'${formatWall(instant, zone, { separator: ' ', digits: 6 })}'`;
  },
  open: async (select) => openMysqlCursor(connection, select),
  execute: (sql, parameters) => execute(connection, sql, parameters),
  close: async () => connection.destroy(),
});

const connectHost = async (settings: SessionSettings, host: DatabaseHost): Promise<Session> => {
  const { url, isolation } = settings;
  const [ca, cert, key] = ['serversslcert', 'clientcertificate', 'clientkey'].map((name) => url.parameters.get(name));
  const connection = await connectWithTls(
    tlsMode(url),
    { ca, cert, key },
    {
      connect: (tls) => connectTo(host, settings, tls),
      lacksTls: (error) => codeOf(error) === 'HANDSHAKE_NO_SSL_SUPPORT',
    },
  );
  const session = createSession(connection, settings);
  try {
    await rowsOf(connection, SETTINGS);
    if (isolation !== 'DEFAULT')
      await rowsOf(connection, `SET SESSION TRANSACTION ISOLATION LEVEL ${isolation.replace('_', ' ')}`);
    return session;
  } catch (error) {
    await session.close();
    throw error;
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Mistakes in the statement, and missing rights. */
const PERMANENT = new Set([
  'ER_PARSE_ERROR',
  'ER_DUP_FIELDNAME',
  'ER_WRONG_FIELD_WITH_GROUP',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_COLUMNACCESS_DENIED_ERROR',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_SP_DOES_NOT_EXIST',
]);

/** What a row is refused for beside SQLSTATE classes 22 and 23, under which MySQL and MariaDB file most, but not all. */
const REFUSED_ROWS = new Set([
  'ER_NO_DEFAULT_FOR_FIELD',
  'ER_TRUNCATED_WRONG_VALUE_FOR_FIELD',
  'WARN_DATA_TRUNCATED',
  'ER_CHECK_CONSTRAINT_VIOLATED',
  'ER_CONSTRAINT_FAILED',
  'ER_NO_PARTITION_FOR_GIVEN_VALUE',
  'ER_TOO_BIG_ROWSIZE',
]);

const stateOf = (error: unknown): string =>
  error instanceof Error && 'sqlState' in error && typeof error.sqlState === 'string' ? error.sqlState : '';

const failureOf = (error: unknown): Failure => {
  const code = codeOf(error);
  const state = stateOf(error);
  if (code === 'ER_NO_SUCH_TABLE' || code === 'ER_BAD_FIELD_ERROR') return 'missing-table';
  if (REFUSED_ROWS.has(code) || /^(22|23)/.test(state)) return 'data';
  return PERMANENT.has(code) || /^(28|42)/.test(state) ? 'permanent' : 'passing';
};

/** MySQL and MariaDB, by mysql2; follows Connector/J where it decides on names and types. */
export const mysqlDialect: Dialect = {
  quote: '`',
  placeholder: () => '?',
  connect: (settings) => firstReachable(settings.url.hosts, (host) => connectHost(settings, host)),
  failureOf,
};
