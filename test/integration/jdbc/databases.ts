import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { inject } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import '../../services/shared.ts';

/** One empty database, a client beside the connector's, and what is spelt differently in its SQL. */
export interface TestDatabase {
  readonly config: RawConfig;
  /** Of tables in source partitions and include lists: `public.`, `test.` or nothing. */
  readonly qualifier: string;
  readonly quote: string;
  /** A column that numbers itself. */
  readonly serial: string;
  /** The most precise timestamp without a time zone. */
  readonly timestamp: string;
  run(sql: string): Promise<void>;
  /** The rows of a select, every value as text. */
  select(sql: string): Promise<ReadonlyArray<ReadonlyArray<string | null>>>;
  close(): Promise<void>;
}

const credentials = (user: string, password: string) => ({ 'connection.user': user, 'connection.password': password });

const asText = (value: unknown): string | null => {
  if (value === null) return null;
  return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : String(value);
};

/** A name that no other test has. */
const uniqueName = (): string => `jdbc_${randomUUID().replaceAll('-', '').slice(0, 12)}`;

const postgres = async (): Promise<TestDatabase> => {
  const { host, port, user, password, database, jdbcUrl } = inject('postgres');
  const client = new pg.Client({ host, port, user, password, database });
  await client.connect();
  const schema = uniqueName();
  await client.query(`CREATE SCHEMA ${schema}; SET search_path TO ${schema}; SET TimeZone = 'UTC'`);
  return {
    config: {
      'connection.url': `${jdbcUrl}?currentSchema=${schema}`,
      ...credentials(user, password),
      'schema.pattern': schema,
    },
    qualifier: `${schema}.`,
    quote: '"',
    serial: 'bigserial PRIMARY KEY',
    timestamp: 'timestamp',
    run: async (sql) => void (await client.query(sql)),
    select: async (text) => {
      const types = { getTypeParser: () => String };
      const { rows } = await client.query<(string | null)[]>({ text, rowMode: 'array', types });
      return rows;
    },
    close: async () => {
      await client.query(`DROP SCHEMA ${schema} CASCADE`);
      await client.end();
    },
  };
};

const mysqlLike = (name: 'mysql' | 'mariadb') => async (): Promise<TestDatabase> => {
  const { host, port, user, password } = inject(name);
  const client = await mysql.createConnection({ host, port, user, password, timezone: 'Z', multipleStatements: true });
  const database = uniqueName();
  await client.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4; USE ${database}; SET time_zone = '+00:00'`);
  return {
    config: { 'connection.url': `jdbc:${name}://${host}:${port}/${database}`, ...credentials(user, password) },
    qualifier: `${database}.`,
    quote: '`',
    serial: 'bigint AUTO_INCREMENT PRIMARY KEY',
    timestamp: 'datetime(6)',
    run: async (sql) => void (await client.query(sql)),
    select: async (sql) => {
      const [rows] = await client.query<mysql.RowDataPacket[][]>({
        sql,
        rowsAsArray: true,
        typeCast: (field, next) => (field.type === 'BLOB' ? next() : field.string('utf8')),
      });
      return rows.map((row) => Object.values(row).map(asText));
    },
    close: async () => {
      await client.query(`DROP DATABASE ${database}`);
      await client.end();
    },
  };
};

const sqlite = async (): Promise<TestDatabase> => {
  const file = join(tmpdir(), `${uniqueName()}.db`);
  const client = new Database(file);
  client.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000');
  return {
    config: { 'connection.url': `jdbc:sqlite:${file}` },
    qualifier: '',
    quote: '`',
    serial: 'integer PRIMARY KEY',
    timestamp: 'datetime',
    run: async (sql) => void client.exec(sql),
    select: async (sql) =>
      client
        .prepare(sql)
        .safeIntegers()
        .raw()
        .all()
        .map((row) => (Array.isArray(row) ? row.map(asText) : [])),
    close: async () => {
      client.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    },
  };
};

export const databases: ReadonlyArray<readonly [name: string, create: () => Promise<TestDatabase>]> = [
  ['postgres', postgres],
  ['mysql', mysqlLike('mysql')],
  ['mariadb', mysqlLike('mariadb')],
  ['sqlite', sqlite],
];
