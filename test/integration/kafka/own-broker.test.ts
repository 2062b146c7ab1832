import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import type { ClientConfig } from '../../../lib/kafka/port.ts';
import { type SecureKafkaService, startKafka } from '../../services/kafka.ts';
import { createClients, createCollector, record } from './world.ts';

const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule';
const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule';

let broker: SecureKafkaService;
beforeAll(async () => {
  broker = await startKafka({ security: true, autoCreateTopics: false });
});
afterAll(() => broker.stop());

const plainClients = () => createClients({ 'bootstrap.servers': broker.bootstrapServers });

describe('across a crash of the broker', () => {
  test('nothing acknowledged is lost or out of order, and nothing comes twice', async () => {
    const clients = plainClients();
    const topic = await clients.createTopic(2);
    const producer = await clients.producer();
    const collector = createCollector();
    await clients.consumer({ topic, onBatch: collector.onBatch });
    const texts = Array.from({ length: 60 }, (_, i) => i);
    const sends: Promise<unknown>[] = [];
    const crash = async () => {
      await broker.kill();
      await broker.restart();
    };
    let crashing: Promise<void> | undefined;
    for (const i of texts) {
      sends.push(producer.send([0, 1].map((partition) => record(topic, `${i}`, { partition }))));
      await sends[i - 5];
      if (i === 20) crashing = crash();
    }
    await Promise.all([...sends, crashing]);
    await vi.waitUntil(() => collector.records.length >= 2 * texts.length, { timeout: 60_000 });
    const expected = texts.map(String);
    expect([collector.texts(0), collector.texts(1)]).toEqual([expected, expected]);
  });

  test('a member goes on after it, and commits', async () => {
    const clients = plainClients();
    const topic = await clients.createTopic(1);
    const groupId = `group-${randomUUID()}`;
    const producer = await clients.producer();
    const collector = createCollector();
    const consumer = await clients.consumer({ topic, groupId, onBatch: collector.onBatch });
    await producer.send([record(topic, 'before')]);
    await vi.waitUntil(() => collector.records.length === 1, { timeout: 30_000 });
    await broker.restart();
    const committing = consumer.commit([{ topic, partition: 0, offset: 1 }]);
    await producer.send([record(topic, 'after')]);
    await vi.waitUntil(() => collector.records.length === 2, { timeout: 60_000 });
    await committing;
    const admin = await clients.admin();
    expect(await admin.groupOffsets(groupId, [topic])).toEqual([{ topic, partition: 0, offset: 1 }]);
  });
});

test('while the broker is away a send fails in time, and the next one works', async () => {
  const clients = plainClients();
  const topic = await clients.createTopic(1);
  const producer = await clients.producer({ 'delivery.timeout.ms': '500', 'max.block.ms': '500' });
  await producer.send([record(topic, 'a')]);
  await broker.kill();
  const failure = await producer.send([record(topic, 'b')]).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(RetriableError);
  expect(String(failure)).toContain('ECONNREFUSED');
  await broker.restart();
  expect(await producer.send([record(topic, 'b')])).toEqual([{ topic, partition: 0, offset: 1 }]);
});

test('a topic that nobody creates is missed by name', async () => {
  const producer = await plainClients().producer({ 'max.block.ms': '300' });
  const failure = await producer.send([record('no-such-topic', 'a')]).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(RetriableError);
  expect(String(failure)).toContain('Topic no-such-topic: UNKNOWN_TOPIC_OR_PARTITION');
});

describe('security', () => {
  const jaas = (module: string, password: string) =>
    `${module} required username="${broker.username}" password="${password}";`;
  const sasl = (mechanism: string, module: string, password = broker.password): ClientConfig => ({
    'bootstrap.servers': broker.saslBootstrapServers,
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': mechanism,
    'sasl.jaas.config': jaas(module, password),
  });
  const trust = (): ClientConfig => ({ 'ssl.truststore.type': 'PEM', 'ssl.truststore.location': broker.caFile });
  const roundTrip = async (config: ClientConfig) => {
    const clients = createClients(config);
    const topic = await clients.createTopic(1);
    await (await clients.producer()).send([record(topic, 'secret')]);
    const collector = createCollector();
    await clients.consumer({ topic, onBatch: collector.onBatch });
    await vi.waitUntil(() => collector.records.length === 1, { timeout: 30_000 });
  };

  test.each([
    ['PLAIN', PLAIN],
    ['SCRAM-SHA-256', SCRAM],
    ['SCRAM-SHA-512', SCRAM],
  ])('%s lets in who knows the password', (mechanism, module) => roundTrip(sasl(mechanism, module)));

  test.each([
    ['PLAIN', PLAIN],
    ['SCRAM-SHA-512', SCRAM],
  ])('%s keeps out who does not, without saying the password', async (mechanism, module) => {
    const failure = await createClients(sasl(mechanism, module, 'wr0ng'))
      .admin()
      .catch((error: Error) => error);
    expect(failure).toBeInstanceOf(ConnectError);
    expect(failure).not.toBeInstanceOf(RetriableError);
    expect(String(failure)).toMatch(/SASL .*authentication failed/);
    expect(String(failure)).not.toContain('wr0ng');
  });

  test('TLS works with the certificate trusted', () =>
    roundTrip({ 'bootstrap.servers': broker.sslBootstrapServers, 'security.protocol': 'SSL', ...trust() }));

  test('TLS works with a certificate of the client, all of it as text', async () => {
    const [ca, key, chain] = await Promise.all(
      [broker.caFile, broker.clientKeyFile, broker.clientCertificateFile].map((file) => readFile(file, 'utf8')),
    );
    await roundTrip({
      'bootstrap.servers': broker.sslBootstrapServers,
      'security.protocol': 'SSL',
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': ca ?? '',
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.key': key ?? '',
      'ssl.keystore.certificate.chain': chain ?? '',
    });
  });

  test('TLS and SCRAM work together', () =>
    roundTrip({
      ...sasl('SCRAM-SHA-512', SCRAM),
      'bootstrap.servers': broker.saslSslBootstrapServers,
      'security.protocol': 'SASL_SSL',
      ...trust(),
    }));

  test('a certificate that is not trusted is refused for good', async () => {
    const config = { 'bootstrap.servers': broker.sslBootstrapServers, 'security.protocol': 'SSL' };
    const failure = await createClients(config)
      .admin()
      .catch((error: Error) => error);
    expect(failure).toMatchObject({ className: 'org.apache.kafka.common.errors.SslAuthenticationException' });
    expect(String(failure)).toContain('self-signed certificate');
  });
});
