import { createSecureContext, type SecureContextOptions } from 'node:tls';
import mysql, { type Connection, type ConnectionOptions, type FieldPacket, type RowDataPacket } from 'mysql2';
import { asError, ConfigError, ConnectError } from '../../../connect/errors.ts';
import type { Password } from '../../../connect/password.ts';
import { pemFile } from '../tls-files.ts';
import type { RawRow, RawValue } from './raw-value.ts';

type SslMode =
  | 'disabled'
  | 'preferred'
  | 'required'
  | 'verify_ca'
  | 'verify_identity'
  | 'disable'
  | 'trust'
  | 'verify-ca'
  | 'verify-full';

export interface ConnectionSettings {
  readonly 'database.hostname': string;
  readonly 'database.port': number;
  readonly 'database.user': string;
  readonly 'database.password': Password | null;
  readonly 'database.ssl.mode': SslMode;
  readonly 'database.ssl.keystore': string | null;
  readonly 'database.ssl.keystore.password': Password | null;
  readonly 'database.ssl.truststore': string | null;
  readonly 'database.query.timeout.ms': number;
  readonly 'database.initial.statements': string | null;
  readonly 'connect.timeout.ms': number;
}

const VERIFIED = new Set<SslMode>(['verify_ca', 'verify_identity', 'verify-ca', 'verify-full']);
const IDENTIFIED = new Set<SslMode>(['verify_identity', 'verify-full']);

/** What OpenSSL refuses, mysql2 would throw where nobody can catch it. */
const requireReadable = (files: SecureContextOptions): void => {
  try {
    createSecureContext(files);
  } catch (error) {
    throw new ConfigError(
      `OpenSSL refuses what database.ssl.keystore or database.ssl.truststore names, or the password: ${asError(error).message}`,
      { cause: error },
    );
  }
};

const tlsOptions = async (settings: ConnectionSettings): Promise<ConnectionOptions['ssl']> => {
  const mode = settings['database.ssl.mode'];
  if (mode === 'disabled' || mode === 'disable') return undefined;
  const ca = await pemFile('database.ssl.truststore', settings['database.ssl.truststore']);
  const own = await pemFile('database.ssl.keystore', settings['database.ssl.keystore']);
  const passphrase = settings['database.ssl.keystore.password']?.value();
  const files = {
    ...(ca !== undefined && { ca }),
    ...(own !== undefined && { cert: own, key: own }),
    ...(passphrase !== undefined && { passphrase }),
  };
  requireReadable(files);
  return { rejectUnauthorized: VERIFIED.has(mode), verifyIdentity: IDENTIFIED.has(mode), ...files };
};

const connectWith = (settings: ConnectionSettings, ssl: ConnectionOptions['ssl']): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const password = settings['database.password']?.value();
    const connection = mysql.createConnection({
      host: settings['database.hostname'],
      port: settings['database.port'],
      user: settings['database.user'],
      ...(password !== undefined && { password }),
      connectTimeout: settings['connect.timeout.ms'],
      charset: 'utf8mb4',
      timezone: 'Z',
      dateStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      ...(ssl !== undefined && { ssl }),
    });
    // A connection that breaks while idle shows at its next use.
    connection.on('error', () => {});
    connection.connect((error) => {
      if (error === null) return resolve(connection);
      connection.destroy();
      reject(error);
    });
  });

/** Connects as `database.ssl.mode` has it: `preferred` does without TLS where the server has none. */
export const connect = async (settings: ConnectionSettings): Promise<Connection> => {
  const ssl = await tlsOptions(settings);
  try {
    return await connectWith(settings, ssl);
  } catch (error) {
    const lacksTls = /does not support secure connection/i.test(asError(error).message);
    if (settings['database.ssl.mode'] !== 'preferred' || !lacksTls) throw error;
    return connectWith(settings, undefined);
  }
};

/** A session for queries, beside the one that reads the log. */
export interface Session {
  query<Row>(sql: string): Promise<ReadonlyArray<Row>>;
  /** All rows, values as the server sent them: text, but bytes for binary types. */
  rawRows(sql: string): Promise<readonly RawRow[]>;
  /** The same, a batch at a time, while the server waits. Whoever does not read to the end must close the session. */
  rawBatches(sql: string, rowsAtOnce: () => number): AsyncGenerator<readonly RawRow[]>;
  close(): Promise<void>;
}

/**
 * Texts of values must not depend on the server's settings: they are read by this connector alone, and rows that a snapshot
 * selects must look like those of the log.
 */
const SETTINGS = `SET SESSION time_zone = '+00:00', sql_mode = '', net_write_timeout = 600, net_read_timeout = 600`;

const STRING_TYPES = new Set([249, 250, 251, 252, 253, 254, 15]);
const BINARY_TYPES = new Set([16, 242, 255]);
const BINARY_CHARSET = 63;

const isBinary = ({ columnType = 0, characterSet = 0 }: Partial<FieldPacket>): boolean =>
  BINARY_TYPES.has(columnType) || (STRING_TYPES.has(columnType) && characterSet === BINARY_CHARSET);

type Bytes = Buffer | null;

const rawRow = (fields: readonly boolean[], row: readonly Bytes[]): RawRow =>
  row.map((value, index): RawValue | null => (value === null || fields[index] ? value : value.toString('utf8')));

/** Hands rows on as they come; `row` says whether to go on reading. */
const streamRows = (
  connection: Connection,
  sql: string,
  on: { row(row: RawRow): void; end(error: Error | null): void },
): void => {
  let fields: readonly boolean[] = [];
  const query = connection.query({ sql, rowsAsArray: true, typeCast: (field) => field.buffer() });
  const fail = (error: Error): void => on.end(error);
  // That the connection is lost, mysql2 tells the connection but not a streaming query.
  connection.once('error', fail);
  query.on('fields', (packets: readonly FieldPacket[]) => {
    fields = packets.map(isBinary);
  });
  query.on('result', (row: readonly Bytes[]) => on.row(rawRow(fields, row)));
  query.on('error', fail);
  query.on('end', () => {
    connection.off('error', fail);
    on.end(null);
  });
};

async function* batches(
  connection: Connection,
  sql: string,
  rowsAtOnce: () => number,
): AsyncGenerator<readonly RawRow[]> {
  let rows: RawRow[] = [];
  let isOver = false;
  let failure: Error | null = null;
  let wake: () => void = () => {};
  let limit = rowsAtOnce();
  streamRows(connection, sql, {
    row: (row) => {
      rows.push(row);
      if (rows.length < limit) return;
      connection.pause();
      wake();
    },
    end: (error) => {
      failure ??= error;
      isOver = true;
      wake();
    },
  });
  for (;;) {
    if (!isOver && rows.length < limit) await new Promise<void>((resolve) => (wake = resolve));
    if (failure !== null) throw failure;
    const batch = rows;
    rows = [];
    if (batch.length > 0) yield batch;
    if (isOver && rows.length === 0) return;
    limit = rowsAtOnce();
    connection.resume();
  }
}

export const openSession = async (settings: ConnectionSettings): Promise<Session> => {
  const connection = await connect(settings);
  const timeout = settings['database.query.timeout.ms'];
  const query = <Row>(sql: string): Promise<ReadonlyArray<Row>> =>
    new Promise((resolve, reject) => {
      connection.query<Array<RowDataPacket & Row>>({ sql, ...(timeout > 0 && { timeout }) }, (error, rows) =>
        error === null ? resolve(Array.isArray(rows) ? rows : []) : reject(error),
      );
    });
  try {
    await query(SETTINGS);
    const statements = (settings['database.initial.statements'] ?? '').split(/(?<!;);(?!;)/);
    for (const statement of statements) if (statement.trim() !== '') await query(statement.replaceAll(';;', ';'));
  } catch (error) {
    connection.destroy();
    throw error;
  }
  return {
    query,
    rawRows: async (sql) => {
      const all: RawRow[] = [];
      for await (const rows of batches(connection, sql, () => Number.POSITIVE_INFINITY)) all.push(...rows);
      return all;
    },
    rawBatches: (sql, rowsAtOnce) => batches(connection, sql, rowsAtOnce),
    close: async () => connection.destroy(),
  };
};

export const connectionFailure = (settings: ConnectionSettings, error: unknown): ConnectError => {
  const cause = asError(error);
  const reason =
    cause instanceof AggregateError ? cause.errors.map((inner) => asError(inner).message).join('; ') : cause.message;
  const address = `${settings['database.hostname']}:${settings['database.port']}`;
  return new ConnectError(`Failed to connect to MySQL at ${address}: ${reason}`, { cause });
};

export const quoteIdentifier = (name: string): string => mysql.escapeId(name, true);
export const quoteLiteral = (text: string): string => mysql.escape(text);
