import pg from 'pg';
import { asError, ConnectError } from '../../../connect/errors.ts';
import type { Password } from '../../../connect/password.ts';
import { keyStoreFile, pemFile, privateKeyFile, type TlsIdentity } from '../tls-files.ts';
import type { Tuple } from './pgoutput.ts';
import { USUAL_MONEY_DIGITS } from './types/numbers.ts';

export interface ConnectionSettings {
  readonly 'database.hostname': string;
  readonly 'database.port': number;
  readonly 'database.user': string;
  readonly 'database.password': Password | null;
  readonly 'database.dbname': string;
  readonly 'database.sslmode': 'disable' | 'allow' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';
  readonly 'database.sslrootcert': string | null;
  readonly 'database.sslcert': string | null;
  readonly 'database.sslkey': string | null;
  readonly 'database.sslpassword': Password | null;
  readonly 'database.tcpKeepAlive': boolean;
  readonly 'database.query.timeout.ms': number;
  readonly 'database.initial.statements': string | null;
}

/**
 * Texts of values must not depend on the server's settings: they are read by this connector alone, and rows that a snapshot
 * selects must look like those that replication sends.
 */
const OPTIONS = [
  'TimeZone=UTC',
  'DateStyle=ISO,YMD',
  'IntervalStyle=postgres',
  'bytea_output=hex',
  'extra_float_digits=3',
  'statement_timeout=0',
  'lock_timeout=0',
  'idle_in_transaction_session_timeout=0',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Other sessions take it later: they ask for the database's own first. */
const REPLICATION_OPTIONS = `${OPTIONS} -c lc_monetary=C`;

const CONNECT_TIMEOUT_MS = 10_000;

/** As pgjdbc has it, a key by name PKCS#12 comes with its certificate. */
const identity = async (settings: ConnectionSettings): Promise<TlsIdentity> => {
  const { 'database.sslkey': key, 'database.sslpassword': password } = settings;
  if (key !== null && /\.(p12|pfx)$/i.test(key)) return keyStoreFile('database.sslkey', key, password);
  const cert = await pemFile('database.sslcert', settings['database.sslcert']);
  return {
    ...(cert !== undefined && { cert }),
    ...(key !== null && { key: await privateKeyFile(key, password) }),
  };
};

const tlsOptions = async (settings: ConnectionSettings): Promise<pg.ClientConfig['ssl']> => {
  const mode = settings['database.sslmode'];
  if (mode === 'disable' || mode === 'allow') return false;
  const ca = await pemFile('database.sslrootcert', settings['database.sslrootcert']);
  return {
    rejectUnauthorized: mode.startsWith('verify'),
    ...(ca !== undefined && { ca }),
    ...(await identity(settings)),
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
  };
};

const connectWith = async (
  settings: ConnectionSettings,
  ssl: pg.ClientConfig['ssl'],
  replication: boolean,
): Promise<pg.Client> => {
  const client = new pg.Client({
    host: settings['database.hostname'],
    port: settings['database.port'],
    user: settings['database.user'],
    password: settings['database.password']?.value(),
    database: settings['database.dbname'],
    application_name: replication ? 'Debezium Streaming' : 'Debezium General',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: settings['database.tcpKeepAlive'],
    options: replication ? REPLICATION_OPTIONS : OPTIONS,
    ssl: ssl ?? false,
    ...(replication ? { replication: 'database' as const } : { query_timeout: settings['database.query.timeout.ms'] }),
  });
  // A connection that breaks while idle shows at its next use.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
};

/** Connects as `database.sslmode` has it: `prefer` does without TLS where the server has none. */
export const connect = async (settings: ConnectionSettings, replication: boolean): Promise<pg.Client> => {
  const ssl = await tlsOptions(settings);
  try {
    return await connectWith(settings, ssl, replication);
  } catch (error) {
    const lacksTls = asError(error).message.includes('does not support SSL');
    if (settings['database.sslmode'] !== 'prefer' || !lacksTls) throw error;
    return connectWith(settings, false, replication);
  }
};

/** Every value as the server wrote it. */
const RAW_TEXT = { getTypeParser: () => (text: string | Buffer) => text.toString() };

/** A session for queries, beside the one for replication. */
export interface Session {
  /** Digits after the point of the database's money, which it keeps without a point. */
  readonly moneyDigits: number;
  /** Rows as objects, parsed by the driver. */
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Rows as the text that replication would send. */
  rawRows(sql: string, values?: readonly string[]): Promise<readonly Tuple[]>;
  close(): Promise<void>;
}

/** As the database's `lc_monetary` has it, two where that is dollars; from then on money is written as in the log. */
const fixMoney = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ digits: number }>('SELECT pg_catalog.scale(1::money::numeric) AS digits');
  await client.query(`SET lc_monetary = 'C'`);
  return rows[0]?.digits ?? USUAL_MONEY_DIGITS;
};

export const openSession = async (settings: ConnectionSettings): Promise<Session> => {
  const client = await connect(settings, false);
  const statements = settings['database.initial.statements'];
  if (statements !== null) await client.query(statements.replaceAll(';;', ';'));
  const moneyDigits = await fixMoney(client);
  return {
    moneyDigits,
    query: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
    rawRows: async (sql, values = []) =>
      (await client.query<string[]>({ text: sql, values: [...values], rowMode: 'array', types: RAW_TEXT })).rows,
    close: () => client.end().catch(() => {}),
  };
};

/** Where the database is, for messages. */
const addressOf = (settings: ConnectionSettings): string =>
  `${settings['database.hostname']}:${settings['database.port']}/${settings['database.dbname']}`;

export const sqlState = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined;

/** Of several addresses tried at once the errors are inside. */
const reasonOf = (error: Error): string =>
  error instanceof AggregateError ? error.errors.map((inner) => asError(inner).message).join('; ') : error.message;

export const connectionFailure = (settings: ConnectionSettings, error: unknown): ConnectError =>
  new ConnectError(`Failed to connect to PostgreSQL at ${addressOf(settings)}: ${reasonOf(asError(error))}`, {
    cause: error,
  });

export const quoteIdentifier = pg.escapeIdentifier;
export const quoteLiteral = pg.escapeLiteral;
