import { DataError } from '../../../connect/errors.ts';
import type { Raw } from '../column.ts';
import type { Subprotocol } from '../jdbc-url.ts';
import { type EncoderSet, mysqlEncoders, postgresqlEncoders, sqliteEncoders } from './encoders.ts';
import type { FieldType } from './field-type.ts';

type Kind = FieldType['kind'];
type Name = string | ((type: FieldType, isKey: boolean) => string);

/** What writing differs in between databases. */
export interface Differences {
  readonly database: string;
  /** What the part before the dot of `a.b` is. */
  readonly qualifier: 'schema' | 'catalog';
  readonly begin: string;
  /** What makes a SELECT keep its rows from others until the transaction ends. */
  readonly lock: string;
  /** The most parameters of one statement. */
  readonly maxParameters: number;
  /** Types of created columns; a kind left out cannot be stored. */
  readonly types: Partial<Readonly<Record<Kind, Name>>>;
  readonly encoders: EncoderSet;
  /** What turns an INSERT into an upsert; all names are quoted. */
  upsert(keys: readonly string[], others: readonly string[]): string;
  /** Rows of an IN over several columns. */
  tuples(rows: string): string;
  /** Whether one ALTER TABLE adds several columns. */
  readonly altersAtOnce: boolean;
  /** Bytes in a statement's text. */
  bytes(hex: string): string;
  /** A string in a statement's text, which stands between quotes that it holds twice. */
  text(quoted: string): string;
  /** What stands between DEFAULT and a literal. */
  defaultValue(literal: string): string;
}

const digitsOf = (type: FieldType): number => Math.min('digits' in type ? type.digits : 0, 6);

/** MySQL's DECIMAL has at most 65 digits, 30 of them after the point. */
const mysqlDecimal = (type: FieldType): string => {
  const scale = type.kind === 'DECIMAL' ? type.scale : null;
  if (scale === null || scale > 30 || scale < 0)
    throw new DataError(
      `MySQL has no type for decimals with ${scale ?? 'any number of'} digits after the point: at most 30 are possible. Limit the scale at the source, create the table beforehand or cast the field to a string`,
    );
  return `DECIMAL(65,${scale})`;
};

/** Of a declared type only `TEXT` counts for SQLite, which would otherwise keep no more than a double's digits. */
const sqliteDecimal = (type: FieldType): string =>
  type.kind === 'DECIMAL' && type.scale !== null && type.scale >= 0
    ? `DECIMAL TEXT(1000,${type.scale})`
    : 'DECIMAL TEXT';

const excluded = (names: readonly string[]): string => names.map((name) => `${name}=EXCLUDED.${name}`).join(',');

const onConflict = (keys: readonly string[], others: readonly string[]): string =>
  ` ON CONFLICT (${keys.join(',')}) DO ${others.length === 0 ? 'NOTHING' : `UPDATE SET ${excluded(others)}`}`;

const postgresql: Differences = {
  database: 'PostgreSQL',
  qualifier: 'schema',
  begin: 'BEGIN',
  lock: ' FOR UPDATE',
  maxParameters: 65_535,
  types: {
    INT8: 'SMALLINT',
    INT16: 'SMALLINT',
    INT32: 'INT',
    INT64: 'BIGINT',
    FLOAT32: 'REAL',
    FLOAT64: 'DOUBLE PRECISION',
    BOOLEAN: 'BOOLEAN',
    STRING: 'TEXT',
    BYTES: 'BYTEA',
    DECIMAL: 'DECIMAL',
    DATE: 'DATE',
    TIME: 'TIME',
    TIMESTAMP: 'TIMESTAMP',
    INSTANT: 'TIMESTAMPTZ',
    JSON: 'JSON',
    UUID: 'UUID',
    ARRAY: (type, isKey) => `${type.kind === 'ARRAY' ? typeName(postgresql, type.element, isKey) : ''}[]`,
  },
  encoders: postgresqlEncoders,
  upsert: onConflict,
  tuples: (rows) => `(${rows})`,
  altersAtOnce: true,
  bytes: (hex) => `'\\x${hex}'`,
  text: (quoted) => quoted,
  defaultValue: (literal) => literal,
};

const mysql: Differences = {
  database: 'MySQL',
  qualifier: 'catalog',
  begin: 'BEGIN',
  lock: ' FOR UPDATE',
  maxParameters: 65_535,
  types: {
    INT8: 'TINYINT',
    INT16: 'SMALLINT',
    INT32: 'INT',
    INT64: 'BIGINT',
    // In text, as most clients read it, a FLOAT has no more than six digits.
    FLOAT32: 'DOUBLE',
    FLOAT64: 'DOUBLE',
    BOOLEAN: 'TINYINT(1)',
    // A key must be short, and compared exactly: by default "a" and "A" are one key.
    STRING: (_type, isKey) => (isKey ? 'VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : 'LONGTEXT'),
    BYTES: (_type, isKey) => (isKey ? 'VARBINARY(1020)' : 'LONGBLOB'),
    DECIMAL: mysqlDecimal,
    DATE: 'DATE',
    TIME: (type) => `TIME(${digitsOf(type)})`,
    TIMESTAMP: (type) => `DATETIME(${digitsOf(type)})`,
    INSTANT: 'DATETIME(6)',
    JSON: 'JSON',
    UUID: 'CHAR(36)',
  },
  encoders: mysqlEncoders,
  upsert: (keys, others) =>
    ` ON DUPLICATE KEY UPDATE ${(others.length === 0 ? keys : others).map((name) => `${name}=VALUES(${name})`).join(',')}`,
  tuples: (rows) => `(${rows})`,
  altersAtOnce: true,
  bytes: (hex) => `x'${hex}'`,
  // Sessions are without NO_BACKSLASH_ESCAPES.
  text: (quoted) => quoted.replaceAll('\\', '\\\\'),
  // Of LONGTEXT and LONGBLOB only an expression can be the default.
  defaultValue: (literal) => `(${literal})`,
};

/** Named for what the JDBC source reads again; the affinity of dates is NUMERIC, as the original's columns'. */
const sqlite: Differences = {
  database: 'SQLite',
  qualifier: 'schema',
  // A transaction that began by reading could not wait for another writer to end.
  begin: 'BEGIN IMMEDIATE',
  lock: '',
  maxParameters: 32_766,
  types: {
    INT8: 'INTEGER',
    INT16: 'INTEGER',
    INT32: 'INTEGER',
    INT64: 'INTEGER',
    FLOAT32: 'REAL',
    FLOAT64: 'REAL',
    BOOLEAN: 'BOOLEAN',
    STRING: 'TEXT',
    BYTES: 'BLOB',
    DECIMAL: sqliteDecimal,
    DATE: 'DATE',
    TIME: 'TIME',
    TIMESTAMP: 'TIMESTAMP',
    INSTANT: 'TIMESTAMP',
    JSON: 'TEXT',
    UUID: 'TEXT',
  },
  encoders: sqliteEncoders,
  upsert: onConflict,
  tuples: (rows) => `(VALUES ${rows})`,
  altersAtOnce: false,
  bytes: (hex) => `x'${hex}'`,
  text: (quoted) => quoted,
  defaultValue: (literal) => literal,
};

const DIFFERENCES: Readonly<Record<Subprotocol, Differences>> = { postgresql, mysql, mariadb: mysql, sqlite };

export const differencesOf = (subprotocol: Subprotocol): Differences => DIFFERENCES[subprotocol];

/** @throws DataError where the database has no such type. */
export const typeName = ({ types, database }: Differences, type: FieldType, isKey: boolean): string => {
  const name = types[type.kind];
  if (name === undefined)
    throw new DataError(`null (${type.kind}) type doesn't have a mapping to a column type of ${database}`);
  return typeof name === 'string' ? name : name(type, isKey);
};

/** A value in a statement's text. */
export const literal = ({ bytes, text }: Differences, value: Raw): string => {
  if (value instanceof Uint8Array) return bytes(Buffer.from(value).toString('hex'));
  return typeof value === 'string' ? text(`'${value.replaceAll("'", "''")}'`) : String(value);
};
