import { chown, copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { type Certificate, createCertificate } from '../../services/kafka/certificate.ts';
import { type MongoDBService, startMongoDB } from '../../services/mongodb.ts';
import { startPostgres } from '../../services/postgres.ts';
import { createRunDirectory, type RunDirectory } from '../../services/run-directory.ts';
import type { SqlService } from '../../services/sql-connection.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { type BinlogDatabase, createBinlogDatabase } from './binlog-database.ts';
import { createSourceCollections, type Doc, startMongoReader } from './mongodb/source-collections.ts';
import { atLeast, startReader, summary } from './reader.ts';
import { createSourceDatabase } from './source-database.ts';

const TIMEOUT_MS = 120_000;

let directory: RunDirectory;
/** The server's, and one that has nothing to do with it. */
let certificate: Certificate;
let otherCertificate: string;
beforeAll(async () => {
  directory = await createRunDirectory('tls');
  otherCertificate = join(directory.path, 'other.pem');
  await copyFile((await createCertificate(directory.path)).certificateFile, otherCertificate);
  certificate = await createCertificate(directory.path);
}, TIMEOUT_MS);
afterAll(() => directory?.remove());

/** Gives a server that runs the key and the certificate, under the names that it looks for. */
const enableTls = async (client: pg.Client): Promise<void> => {
  const [row] = (await client.query('SHOW data_directory')).rows;
  const folder = String(row.data_directory);
  const { uid, gid } = await stat(folder);
  for (const [file, name] of [
    [certificate.certificateFile, 'server.crt'],
    [certificate.keyFile, 'server.key'],
  ] as const) {
    await writeFile(join(folder, name), await readFile(file), { mode: 0o600 });
    await chown(join(folder, name), uid, gid);
  }
  await client.query('ALTER SYSTEM SET ssl = on');
  await client.query('SELECT pg_reload_conf()');
  await waitFor('the server to speak TLS', async () => (await client.query('SHOW ssl')).rows[0]?.ssl === 'on');
};

test(
  'PostgreSQL: rows and the log come over TLS, from a server that was verified',
  async () => {
    const given = process.env.TEST_POSTGRES_URL;
    delete process.env.TEST_POSTGRES_URL;
    const server: SqlService = await startPostgres();
    if (given !== undefined) process.env.TEST_POSTGRES_URL = given;
    const { client, config } = await createSourceDatabase(server);
    try {
      await enableTls(client);
      await client.query(`CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a')`);
      const verified = { 'database.sslmode': 'verify-full', 'database.sslrootcert': certificate.certificateFile };
      const reader = await startReader(config('tls', verified));
      await reader.readUntil(atLeast(1));
      await client.query(`INSERT INTO t VALUES (2, 'b')`);
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:2']);
      const sessions = await client.query(
        `SELECT application_name, ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name LIKE 'Debezium%'`,
      );
      expect(sessions.rows).toContainEqual({ application_name: 'Debezium Streaming', ssl: true });
      expect(sessions.rows.every(({ ssl }) => ssl === true)).toBe(true);
      await reader.stop();
      const wrong = { ...verified, 'database.sslrootcert': otherCertificate };
      await expect(startReader(config('wrong', wrong))).rejects.toThrow(/self-signed certificate/);
    } finally {
      await client.end();
      await server.stop();
    }
  },
  TIMEOUT_MS,
);

/** The authority that MySQL made for itself when it first started. */
const authorityOf = async ({ query }: BinlogDatabase): Promise<string> => {
  const [row] = await query('SELECT @@datadir AS folder');
  return join(String(row?.folder), 'ca.pem');
};

test(
  'MySQL: rows and the log come over TLS, from a server that was verified, as the user must',
  async () => {
    const database = await createBinlogDatabase(inject('mysql'), 'mysql');
    const user = `${database.name}_tls`;
    try {
      await database.query(`CREATE USER '${user}'@'%' IDENTIFIED BY 'secret' REQUIRE SSL;
        GRANT ALL ON *.* TO '${user}'@'%';
        CREATE TABLE t (id int PRIMARY KEY, v text); INSERT INTO t VALUES (1, 'a')`);
      const config = (mode: string, file: string) =>
        database.config('tls', {
          'database.user': user,
          'database.password': 'secret',
          'database.ssl.mode': mode,
          'database.ssl.truststore': file,
        });
      const authority = await authorityOf(database);
      const start = (mode: string, file: string) => startReader(config(mode, file), { plugin: debeziumMysqlTask });
      const reader = await start('verify_ca', authority);
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['r:1']);
      await database.query(`INSERT INTO t VALUES (2, 'b')`);
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:2']);
      await reader.stop();
      await expect(start('disabled', authority)).rejects.toThrow(/Access denied/);
      await expect(start('verify_ca', otherCertificate)).rejects.toThrow(/certificate/);
    } finally {
      await database.query(`DROP USER '${user}'@'%'`);
      await database.drop();
    }
  },
  TIMEOUT_MS,
);

test(
  'MongoDB: documents and changes come over TLS, from a server that was verified',
  async () => {
    const server: MongoDBService = await startMongoDB({ tlsCertificateKeyFile: certificate.keyStoreFile });
    const { client, db, config } = await createSourceCollections(server.url);
    try {
      await db.collection<Doc>('t').insertOne({ _id: 1 });
      const secured = (file: string) =>
        config('tls', {
          'mongodb.connection.string': `${server.url}&tlsCAFile=${encodeURIComponent(file)}&serverSelectionTimeoutMS=5000`,
          'mongodb.ssl.enabled': 'true',
        });
      const reader = await startMongoReader(secured(certificate.certificateFile));
      await reader.readUntil(atLeast(1));
      await db.collection<Doc>('t').insertOne({ _id: 2 });
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:2']);
      await reader.stop();
      await expect(startMongoReader(secured(otherCertificate))).rejects.toThrow(/self-signed certificate/);
    } finally {
      await client.close();
      await server.stop();
    }
  },
  TIMEOUT_MS,
);
