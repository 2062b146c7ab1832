import { chown, copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { debeziumMariadbTask } from '../../../lib/connectors/debezium/mariadb/task.ts';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { type Certificate, createCertificate } from '../../services/kafka/certificate.ts';
import { startMariaDB } from '../../services/mariadb.ts';
import { type MongoDBService, startMongoDB } from '../../services/mongodb.ts';
import { startPostgres } from '../../services/postgres.ts';
import { runCommand } from '../../services/run-command.ts';
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
const PASSWORD = 'key-secret';
/** The same key as Java's programs keep it, by the password. */
const keys = {
  der: () => join(directory.path, 'key.pk8'),
  pkcs12: () => join(directory.path, 'store.p12'),
};

const writeKeys = async (): Promise<void> => {
  const { keyFile, certificateFile } = certificate;
  const secret = ['-passout', `pass:${PASSWORD}`];
  await runCommand('openssl', ['pkcs8', '-topk8', '-outform', 'DER', '-in', keyFile, '-out', keys.der(), ...secret]);
  const given = ['-inkey', keyFile, '-in', certificateFile];
  await runCommand('openssl', ['pkcs12', '-export', ...given, '-out', keys.pkcs12(), ...secret]);
};

beforeAll(async () => {
  directory = await createRunDirectory('tls');
  otherCertificate = join(directory.path, 'other.pem');
  await copyFile((await createCertificate(directory.path)).certificateFile, otherCertificate);
  certificate = await createCertificate(directory.path);
  await writeKeys();
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
  await client.query(`ALTER SYSTEM SET ssl_ca_file = 'server.crt'`);
  await client.query('SELECT pg_reload_conf()');
  await waitFor('the server to speak TLS', async () => (await client.query('SHOW ssl')).rows[0]?.ssl === 'on');
};

/** Lets nobody in over TLS who shows no certificate. */
const requireCertificates = async (client: pg.Client): Promise<void> => {
  const [row] = (await client.query('SHOW hba_file')).rows;
  const file = String(row.hba_file);
  await writeFile(file, `hostssl all all all md5 clientcert=verify-ca\n${await readFile(file, 'utf8')}`);
  await client.query('SELECT pg_reload_conf()');
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

      await requireCertificates(client);
      await expect(startReader(config('nobody', verified))).rejects.toThrow(/requires a valid client certificate/);
      const shown = { ...verified, 'database.sslcert': certificate.certificateFile };
      for (const [name, identity] of Object.entries({
        pem: { ...shown, 'database.sslkey': certificate.keyFile },
        der: { ...shown, 'database.sslkey': keys.der(), 'database.sslpassword': PASSWORD },
        pkcs12: { ...verified, 'database.sslkey': keys.pkcs12(), 'database.sslpassword': PASSWORD },
      })) {
        const known = await startReader(config(name, identity));
        expect((await known.readUntil(atLeast(2))).map(summary), name).toEqual(['r:1', 'r:2']);
        await known.stop();
      }
    } finally {
      await client.end();
      await server.stop();
    }
  },
  TIMEOUT_MS,
);

/** The authority that MySQL made for itself when it first started, and the client's key and certificate by it. */
const authorityOf = async ({
  query,
}: BinlogDatabase): Promise<{ readonly trusted: string; readonly keyStore: string }> => {
  const [row] = await query('SELECT @@datadir AS folder');
  const file = (name: string): string => join(String(row?.folder), name);
  const keyStore = join(directory.path, 'mysql-client.pem');
  const parts = await Promise.all(['client-key.pem', 'client-cert.pem'].map((name) => readFile(file(name), 'utf8')));
  // This server ends its keys by a zero.
  await writeFile(keyStore, parts.map((part) => part.replaceAll('\0', '')).join(''));
  return { trusted: file('ca.pem'), keyStore };
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
      const { trusted: authority, keyStore } = await authorityOf(database);
      const start = (mode: string, file: string, more: RawConfig = {}) =>
        startReader({ ...config(mode, file), ...more }, { plugin: debeziumMysqlTask });
      const reader = await start('verify_ca', authority);
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['r:1']);
      await database.query(`INSERT INTO t VALUES (2, 'b')`);
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:2']);
      await reader.stop();
      await expect(start('disabled', authority)).rejects.toThrow(/Access denied/);
      await expect(start('verify_ca', otherCertificate)).rejects.toThrow(/certificate/);
      await expect(start('verify_ca', keys.der())).rejects.toThrow(/key\.pk8 is no PEM file, .* openssl pkcs12/);
      await expect(start('verify_ca', keys.pkcs12())).rejects.toThrow(
        /only PEM files can be read here: .* openssl pkcs12/,
      );

      const broken = { 'database.ssl.keystore': certificate.certificateFile };
      await expect(start('verify_ca', authority, broken)).rejects.toThrow(
        /OpenSSL refuses what database\.ssl\.keystore/,
      );

      await database.query(`ALTER USER '${user}'@'%' REQUIRE X509`);
      await expect(start('verify_ca', authority)).rejects.toThrow(/Access denied/);
      const known = await start('verify_ca', authority, { 'database.ssl.keystore': keyStore });
      expect((await known.readUntil(atLeast(2))).map(summary)).toEqual(['r:1', 'r:2']);
      await database.query(`INSERT INTO t VALUES (3, 'c')`);
      expect((await known.readUntil(atLeast(1))).map(summary)).toEqual(['c:3']);
      await known.stop();
    } finally {
      await database.query(`DROP USER '${user}'@'%'`);
      await database.drop();
    }
  },
  TIMEOUT_MS,
);

test(
  'MariaDB: rows and the log come over TLS, from a server that was verified, for a client that shows a certificate',
  async () => {
    const server = await startMariaDB({ tls: certificate });
    const database = await createBinlogDatabase(server, 'mariadb');
    try {
      for (const sql of [
        `CREATE USER 'told'@'%' IDENTIFIED BY 'secret' REQUIRE X509`,
        `GRANT ALL ON *.* TO 'told'@'%'`,
        'CREATE TABLE t (id int PRIMARY KEY, v text)',
        `INSERT INTO t VALUES (1, 'a')`,
      ])
        await database.query(sql);
      const login = { 'database.user': 'told', 'database.password': 'secret' };
      const verified = {
        ...login,
        'database.ssl.mode': 'verify-full',
        'database.ssl.truststore': certificate.certificateFile,
      };
      const known = { ...verified, 'database.ssl.keystore': certificate.keyStoreFile };
      const start = (settings: RawConfig) =>
        startReader(database.config('tls', settings), { plugin: debeziumMariadbTask });
      const reader = await start(known);
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['r:1']);
      await database.query(`INSERT INTO t VALUES (2, 'b')`);
      expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual(['c:2']);
      await reader.stop();
      await expect(start(login)).rejects.toThrow(/Access denied/);
      await expect(start(verified)).rejects.toThrow(/Access denied/);
      await expect(start({ ...known, 'database.ssl.truststore': otherCertificate })).rejects.toThrow(/certificate/);
    } finally {
      await database.drop();
      await server.stop();
    }
  },
  TIMEOUT_MS,
);

test(
  'MongoDB: documents and changes come over TLS, from a server that was verified, for a client that shows a certificate',
  async () => {
    const server: MongoDBService = await startMongoDB({
      tlsCertificateKeyFile: certificate.keyStoreFile,
      tlsCAFile: certificate.certificateFile,
    });
    const { client, db, config } = await createSourceCollections(server.url);
    try {
      await db.collection<Doc>('t').insertOne({ _id: 1 });
      const start = (settings: RawConfig) =>
        startMongoReader(
          config('tls', {
            'mongodb.connection.string': server.url,
            'mongodb.ssl.enabled': 'true',
            ...settings,
          }),
        );
      const trusted = { 'mongodb.ssl.truststore': certificate.certificateFile };
      const pem = { ...trusted, 'mongodb.ssl.keystore': certificate.keyStoreFile };
      const pkcs12 = { 'mongodb.ssl.keystore': keys.pkcs12(), 'mongodb.ssl.keystore.password': PASSWORD };
      const files = [certificate.certificateFile, certificate.keyStoreFile].map(encodeURIComponent);
      const named = {
        'mongodb.connection.string': `${server.url}&tlsCAFile=${files[0]}&tlsCertificateKeyFile=${files[1]}`,
      };
      let count = 1;
      for (const settings of [pem, { ...trusted, ...pkcs12 }, named]) {
        const reader = await start(settings);
        await reader.readUntil(atLeast(count));
        count += 1;
        await db.collection<Doc>('t').insertOne({ _id: count });
        expect((await reader.readUntil(atLeast(1))).map(summary)).toEqual([`c:${count}`]);
        await reader.stop();
      }
      const soon = { 'mongodb.server.selection.timeout.ms': '2000' };
      const wrong = { ...pem, ...soon, 'mongodb.ssl.truststore': otherCertificate };
      await expect(start(wrong)).rejects.toThrow(/self-signed certificate/);
      await expect(start({ ...trusted, ...soon })).rejects.toThrow(/MongoDB cannot be reached at/);
    } finally {
      await client.close();
      await server.stop();
    }
  },
  TIMEOUT_MS,
);
