import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { createBucketView } from '../../demo/arrived.ts';
import { createPostgresDatabase } from '../../services/postgres/create-database.ts';
import { createBucket } from '../../services/s3/create-bucket.ts';
import { countRecords, readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';

const { bootstrapServers } = inject('kafka');
const s3 = inject('s3');
let worker: WorkerProcess | undefined;

afterEach(async () => {
  await worker?.remove();
  worker = undefined;
});

const unique = (prefix: string): string => `${prefix}${randomUUID().replaceAll('-', '')}`;

const withTable = async (sql: string) => {
  const database = await createPostgresDatabase(inject('postgres'), unique('db_'));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql);
  return { database, query: (text: string) => client.query(text), end: () => client.end() };
};

const ACCOUNTS = `CREATE TABLE accounts (id serial PRIMARY KEY, name text, balance numeric(10,2));
  INSERT INTO accounts (name, balance) SELECT 'account ' || i, i / 4.0 FROM generate_series(1, 25) i`;

const failedTrace = async (running: WorkerProcess, name: string): Promise<string> =>
  waitFor(`${name} to fail`, async () => {
    const { tasks = [] } = await running.client.status(name);
    const failed = tasks.find(({ state }) => state === 'FAILED');
    return failed?.trace;
  });

describe('a standalone worker', () => {
  it('runs the connector files that Confluent publishes, unchanged but for addresses', async () => {
    const { database, end } = await withTable(ACCOUNTS);
    const prefix = unique('test-postgresql-jdbc-');
    const bucket = unique('bucket-');
    await createBucket(s3, bucket);
    // As in the quick starts of Confluent's JDBC source and S3 sink.
    const jdbc = {
      name: 'jdbc_source_postgresql_01',
      config: {
        'connector.class': 'io.confluent.connect.jdbc.JdbcSourceConnector',
        'connection.url': database.jdbcUrl,
        'connection.user': database.user,
        'connection.password': database.password,
        'topic.prefix': prefix,
        mode: 'incrementing',
        'incrementing.column.name': 'id',
        'numeric.mapping': 'best_fit',
        'table.whitelist': 'accounts',
        'poll.interval.ms': '100',
        'tasks.max': 1,
        'confluent.license': '',
        'confluent.topic.bootstrap.servers': 'localhost:9092',
        'confluent.topic.replication.factor': '1',
      },
    };
    const sink = [
      'name=s3-sink',
      'connector.class=io.confluent.connect.s3.S3SinkConnector',
      'tasks.max=1',
      `topics=${prefix}accounts`,
      `s3.region=${s3.region}`,
      `s3.bucket.name=${bucket}`,
      's3.part.size=5242880',
      'flush.size=3',
      'files.span.batches=false',
      'event.source.batching.window.ms=100',
      'storage.class=io.confluent.connect.s3.storage.S3Storage',
      'format.class=io.confluent.connect.s3.format.json.JsonFormat',
      'schema.generator.class=io.confluent.connect.storage.hive.schema.DefaultSchemaGenerator',
      'partitioner.class=io.confluent.connect.storage.partitioner.DefaultPartitioner',
      'schema.compatibility=NONE',
      `store.url=${s3.endpoint}`,
      `aws.access.key.id=${s3.accessKeyId}`,
      `aws.secret.access.key=${s3.secretAccessKey}`,
    ].join('\n');
    worker = await startWorkerProcess(
      { 'bootstrap.servers': bootstrapServers },
      { connectorFiles: { 'jdbc.json': JSON.stringify(jdbc), 's3.properties': sink } },
    );
    const view = createBucketView(s3, bucket);
    const keys = await waitFor('all objects', async () => {
      const found = await view.keys();
      return found.length >= 9 && found;
    });
    expect(keys[0]).toBe(`topics/${prefix}accounts/partition=0/${prefix}accounts+0+0000000000.json`);
    view.close();
    await end();
  });

  it('answers a bad configuration with 400 and the messages of Kafka Connect', async () => {
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    const answer = await worker.client.call('POST', '/connectors', {
      name: 'bad',
      config: { 'connector.class': 'JdbcSource', 'tasks.max': 'abc', mode: 'sideways', 'topic.prefix': 'p' },
    });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ error_code: 400 });
    const { message } = answer.body as { message: string };
    expect(message).toContain('Connector configuration is invalid and contains the following 3 error(s):');
    expect(message).toContain('Invalid value abc for configuration tasks.max: Not a number of type INT');
    expect(message).toContain('Missing required configuration "connection.url" which has no default value.');
    expect(await worker.client.call('GET', '/connectors')).toEqual({ status: 200, body: [] });
  });

  it('fails the task of an unreachable database, with the cause in its trace, and stays up', async () => {
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    await worker.client.create('nowhere', {
      'connector.class': 'JdbcSource',
      'connection.url': 'jdbc:postgresql://127.0.0.1:1/none',
      'connection.user': 'u',
      'connection.password': 'very-secret',
      'connection.attempts': '1',
      mode: 'bulk',
      'topic.prefix': 'p-',
    });
    const trace = await failedTrace(worker, 'nowhere');
    expect(trace).toContain('127.0.0.1:1');
    expect(trace).toContain('ECONNREFUSED');
    expect(trace + (await worker.log())).not.toContain('very-secret');
    expect((await worker.client.call('GET', '/connectors')).status).toBe(200);
  });

  it('fails the task when no broker can be reached, with the cause in its trace, and stays up', async () => {
    const { database, end } = await withTable(ACCOUNTS);
    worker = await startWorkerProcess({ 'bootstrap.servers': '127.0.0.1:1' });
    await worker.client.create('stranded', {
      'connector.class': 'JdbcSource',
      'connection.url': database.jdbcUrl,
      'connection.user': database.user,
      'connection.password': database.password,
      mode: 'bulk',
      'topic.prefix': 'p-',
    });
    expect(await failedTrace(worker, 'stranded')).toContain('ECONNREFUSED 127.0.0.1:1');
    expect((await worker.client.call('GET', '/connectors/stranded')).status).toBe(200);
    await end();
  });

  it('pauses, resumes, stops, shows and resets offsets, restarts and deletes', async () => {
    const { database, query, end } = await withTable(ACCOUNTS);
    const prefix = unique('life-');
    const topic = `${prefix}accounts`;
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
    const { client } = worker;
    await client.create('life', {
      'connector.class': 'JdbcSource',
      'connection.url': database.jdbcUrl,
      'connection.user': database.user,
      'connection.password': database.password,
      mode: 'incrementing',
      'incrementing.column.name': 'id',
      'table.whitelist': 'accounts',
      'topic.prefix': prefix,
      'poll.interval.ms': '50',
    });
    const has = (count: number) =>
      waitFor(`${count} records`, async () => (await countRecords(bootstrapServers, topic)) === count);
    const isState = (state: string, tasks: number) =>
      waitFor(`state ${state}`, async () => {
        const status = await client.status('life');
        const all = status.tasks ?? [];
        return status.connector?.state === state && all.length === tasks && all.every((task) => task.state === state);
      });
    await has(25);
    await isState('RUNNING', 1);

    expect((await client.call('PUT', '/connectors/life/pause')).status).toBe(202);
    await isState('PAUSED', 1);
    await query(`INSERT INTO accounts (name) VALUES ('while paused')`);
    expect((await client.call('PATCH', '/connectors/life/offsets', { offsets: [] })).status).toBe(400);
    expect((await client.call('PUT', '/connectors/life/resume')).status).toBe(202);
    await has(26);

    expect((await client.call('PUT', '/connectors/life/stop')).status).toBe(204);
    await isState('STOPPED', 0);
    await waitFor('the offset of the last row', async () => {
      const { body } = await client.call('GET', '/connectors/life/offsets');
      return JSON.stringify(body).includes('"incrementing":26');
    });
    const reset = () => client.call('DELETE', '/connectors/life/offsets');
    expect((await waitFor('the reset', async () => ((await reset()).status === 200 ? reset() : false))).body).toEqual({
      message: expect.stringContaining('reset successfully'),
    });
    expect((await client.call('PUT', '/connectors/life/resume')).status).toBe(202);
    await has(52);

    expect((await client.call('POST', '/connectors/life/restart?includeTasks=true')).status).toBe(202);
    await isState('RUNNING', 1);
    await query(`INSERT INTO accounts (name) VALUES ('after restart')`);
    await has(53);

    expect((await client.call('DELETE', '/connectors/life')).status).toBe(204);
    await waitFor('the connector to be gone', async () => {
      const { status } = await client.call('GET', '/connectors/life/status');
      return status === 404;
    });
    await end();
  });

  it('resolves secrets inside the task only, and never shows them', async () => {
    const { database, query, end } = await withTable(ACCOUNTS);
    const prefix = unique('secret-');
    const user = unique('user_');
    const secret = unique('very-secret-');
    await query(`CREATE ROLE ${user} LOGIN PASSWORD '${secret}'; GRANT SELECT ON accounts TO ${user}`);
    worker = await startWorkerProcess(
      { 'bootstrap.servers': bootstrapServers },
      { env: { DB_USER: user, DB_PASSWORD: secret } },
    );
    const config = {
      'connector.class': 'JdbcSource',
      'connection.url': database.jdbcUrl,
      'connection.user': '${env:DB_USER}',
      'connection.password': '${env:DB_PASSWORD}',
      mode: 'bulk',
      'poll.interval.ms': '600000',
      'table.whitelist': 'accounts',
      'topic.prefix': prefix,
    };
    await worker.client.create('secretive', config);
    await waitFor('25 records', async () => (await countRecords(bootstrapServers, `${prefix}accounts`)) === 25);
    const answers = await Promise.all(
      ['', '/config', '/tasks', '/status'].map((path) => worker?.client.call('GET', `/connectors/secretive${path}`)),
    );
    expect(answers[1]?.body).toMatchObject(config);
    expect(JSON.stringify(answers) + (await worker.log())).not.toContain(secret);
    await worker.client.create('dangling', { ...config, 'connection.password': '${env:NO_SUCH_SECRET}' });
    expect(await failedTrace(worker, 'dangling')).toContain('env:NO_SUCH_SECRET');
    await end();
  });

  it('stops in order on SIGTERM, with its last offsets stored', async () => {
    const { database, query, end } = await withTable(ACCOUNTS);
    const prefix = unique('stop-');
    worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers, 'offset.flush.interval.ms': '600000' });
    await worker.client.create('ordered', {
      'connector.class': 'JdbcSource',
      'connection.url': database.jdbcUrl,
      'connection.user': database.user,
      'connection.password': database.password,
      mode: 'incrementing',
      'incrementing.column.name': 'id',
      'table.whitelist': 'accounts',
      'topic.prefix': prefix,
    });
    const topic = `${prefix}accounts`;
    await waitFor('25 records', async () => (await countRecords(bootstrapServers, topic)) === 25);
    expect(await worker.stop()).toBe(0);
    await query(`INSERT INTO accounts (name) VALUES ('later')`);
    await worker.restart();
    await waitFor('26 records', async () => (await countRecords(bootstrapServers, topic)) >= 26);
    expect(await readTopic(bootstrapServers, topic)).toHaveLength(26);
    await end();
  });
});
