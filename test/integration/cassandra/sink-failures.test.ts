import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import { cassandraSinkTask } from '../../../lib/connectors/cassandra/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { type CassandraService, cassandraClient, startCassandra } from '../../services/cassandra.ts';
import { type Certificate, createCertificate } from '../../services/kafka/certificate.ts';
import { createRunDirectory } from '../../services/run-directory.ts';
import { waitFor } from '../../worker/worker-process.ts';
import { sinkRecords } from '../jdbc/sink-tasks.ts';

let cassandra: CassandraService | undefined;
let directory: Awaited<ReturnType<typeof createRunDirectory>> | undefined;
let certificate: Certificate | undefined;
const running: SinkTask[] = [];

beforeAll(async () => {
  directory = await createRunDirectory('cassandra-tls');
  certificate = await createCertificate(directory.path);
  // One of its own: it asks for passwords, and is killed.
  cassandra = await startCassandra({ authenticated: true, certificate });
  const client = cassandraClient(cassandra, true);
  await client.execute("CREATE KEYSPACE k WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
  await client.execute('CREATE TABLE k.t (id text PRIMARY KEY, v text)');
  await client.shutdown();
}, 600_000);
afterEach(async () => {
  for (const task of running.splice(0)) await task.stop?.();
});
afterAll(async () => {
  await cassandra?.stop();
  await directory?.remove();
});

const start = async (more: RawConfig = {}): Promise<SinkTask> => {
  const raw = {
    contactPoints: '127.0.0.1',
    port: String(cassandra?.port),
    'loadBalancing.localDc': 'datacenter1',
    'auth.username': 'cassandra',
    'auth.password': 'cassandra',
    'topic.t.k.t.mapping': 'id=value.id, v=value.v',
    ...more,
  };
  const task = await cassandraSinkTask.start(raw, sinkContext(raw));
  running.push(task);
  return task;
};

const records = sinkRecords('t', [{}]).map((record) => ({ ...record, value: { id: 'a', v: 'b' } }));

const failure = async (task: SinkTask): Promise<unknown> => task.put(records).catch((error: unknown) => error);

it('fails for good where it may not come in, or is told of another data center', async () => {
  for (const more of [
    { 'auth.password': 'wrong-one' },
    { 'auth.username': '' },
    { 'loadBalancing.localDc': 'elsewhere' },
  ]) {
    const error = await failure(await start(more));
    expect(error).toBeInstanceOf(ConnectError);
    expect(error).not.toBeInstanceOf(RetriableError);
    expect(String(error)).not.toContain('wrong-one');
  }
});

it('encrypts, trusts a certificate in PEM and no other, and shows its own', async () => {
  const { certificateFile = '', keyFile = '', keyStoreFile = '' } = certificate ?? {};
  const trusting = { 'ssl.provider': 'JDK', 'ssl.truststore.path': certificateFile };
  await (await start({ ...trusting, 'ssl.keystore.path': keyStoreFile })).put(records);
  const pair = { 'ssl.openssl.keyCertChain': certificateFile, 'ssl.openssl.privateKey': keyFile };
  await (await start({ ...trusting, 'ssl.provider': 'OpenSSL', ...pair })).put(records);
  expect(await failure(await start(trusting))).toBeInstanceOf(ConnectError);
  const distrusting = await failure(await start({ 'ssl.provider': 'JDK', 'ssl.keystore.path': keyStoreFile }));
  expect(String(distrusting)).toContain('self-signed certificate');
  expect(distrusting).not.toBeInstanceOf(RetriableError);
});

it('gives batches back while Cassandra is away, and writes them once it is there', async () => {
  const task = await start();
  await task.put(records);
  await cassandra?.kill();
  expect(await failure(task)).toBeInstanceOf(RetriableError);
  expect(await failure(await start())).toBeInstanceOf(RetriableError);
  await cassandra?.restart();
  await waitFor('Cassandra to be found again', async () => (await failure(task)) === undefined, 60_000);
});
