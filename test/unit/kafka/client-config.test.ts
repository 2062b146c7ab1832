import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Logger } from '../../../lib/connect/logger.ts';
import {
  connectionSettings,
  consumerSettings,
  logUnusedSettings,
} from '../../../lib/kafka/client-config/client-config.ts';
import { producerSettings } from '../../../lib/kafka/client-config/producer-settings.ts';

const servers = { 'bootstrap.servers': 'a:9092, b.example.com:9093 ,[::1]:9094' };
const PLAIN = 'org.apache.kafka.common.security.plain.PlainLoginModule';
const SCRAM = 'org.apache.kafka.common.security.scram.ScramLoginModule';

describe('reaching the brokers', () => {
  test('with defaults', async () => {
    expect(await connectionSettings(servers)).toEqual({
      bootstrap: [
        { host: 'a', port: 9092 },
        { host: 'b.example.com', port: 9093 },
        { host: '::1', port: 9094 },
      ],
      clientId: 'kafka-connect-serverless',
      requestTimeoutMs: 30_000,
      connectTimeoutMs: 10_000,
      metadataMaxAgeMs: 300_000,
      retryBackoffMs: 100,
      retryBackoffMaxMs: 1_000,
    });
  });

  test.each([
    [{}, 'Missing required configuration "bootstrap.servers" which has no default value.'],
    [{ 'bootstrap.servers': '' }, 'No resolvable bootstrap urls given'],
    [{ 'bootstrap.servers': 'a' }, 'Invalid value a for configuration bootstrap.servers: expected host:port'],
    [{ 'bootstrap.servers': 'a:99999' }, 'Invalid value a:99999 for configuration bootstrap.servers'],
    [{ ...servers, 'security.protocol': 'TLS' }, 'Invalid value TLS for configuration security.protocol'],
    [{ ...servers, 'request.timeout.ms': 'soon' }, 'Invalid value soon for configuration request.timeout.ms'],
  ])('with %j is refused', async (config, message) => {
    await expect(connectionSettings(config)).rejects.toThrow(message);
  });
});

describe('logging in', () => {
  const sasl = (mechanism: string, jaas?: string) => ({
    ...servers,
    'security.protocol': 'SASL_PLAINTEXT',
    'sasl.mechanism': mechanism,
    ...(jaas !== undefined && { 'sasl.jaas.config': jaas }),
  });

  test.each([
    [
      'PLAIN',
      `${PLAIN} required username="alice" password="a \\"quoted\\" \\\\ one; really";`,
      'a "quoted" \\ one; really',
    ],
    ['SCRAM-SHA-256', `${SCRAM} required\n  username="alice"\n  password="p=1"\n;`, 'p=1'],
    ['SCRAM-SHA-512', `${SCRAM} required username=alice password=secret;`, 'secret'],
  ])('by %s', async (mechanism, jaas, password) => {
    const { sasl: settings } = await connectionSettings(sasl(mechanism, jaas));
    expect(settings).toEqual({ mechanism, username: 'alice', password });
  });

  test('by MSK with IAM, in the region of its brokers', async () => {
    const jaas = 'software.amazon.msk.auth.iam.IAMLoginModule required awsRoleArn="arn:aws:iam::1:role/r";';
    const msk = 'b-1.c.abc.c2.kafka.eu-west-1.amazonaws.com:9098';
    const { sasl: settings } = await connectionSettings({ ...sasl('AWS_MSK_IAM', jaas), 'bootstrap.servers': msk });
    expect(settings).toEqual({ mechanism: 'AWS_MSK_IAM', region: 'eu-west-1', roleArn: 'arn:aws:iam::1:role/r' });
  });

  test.each([
    ['GSSAPI', undefined, 'Invalid value GSSAPI for configuration sasl.mechanism'],
    ['PLAIN', undefined, 'sasl.mechanism=PLAIN needs it'],
    ['PLAIN', `${PLAIN} required username="alice";`, 'the login module has no password'],
    ['PLAIN', `${PLAIN} required username="alice" password="s3cret"`, 'expected one login module'],
    ['PLAIN', `${PLAIN} required username="alice" password=s3cret" ;`, 'expected one login module'],
    ['PLAIN', `${PLAIN} username="alice" password="s3cret";`, 'expected one login module'],
  ])('by %s with %j is refused without the secret', async (mechanism, jaas, message) => {
    const failure = await connectionSettings(sasl(mechanism, jaas)).catch((error: Error) => error);
    expect(failure).toMatchObject({ name: 'ConfigError', message: expect.stringContaining(message) });
    expect(String(failure)).not.toContain('s3cret');
  });
});

describe('TLS', () => {
  let directory = '';
  const ssl = { ...servers, 'security.protocol': 'SSL' };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'client-config-'));
    await writeFile(join(directory, 'ca.pem'), 'CA');
    await writeFile(join(directory, 'key.pem'), 'KEY AND CHAIN');
  });
  afterAll(() => rm(directory, { recursive: true }));

  test('trusts what Node trusts by default', async () => {
    expect((await connectionSettings(ssl)).tls).toEqual({});
  });

  test('takes stores from files', async () => {
    const { tls } = await connectionSettings({
      ...ssl,
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.location': join(directory, 'ca.pem'),
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.location': join(directory, 'key.pem'),
      'ssl.key.password': 'secret',
    });
    expect(tls).toEqual({ ca: 'CA', key: 'KEY AND CHAIN', cert: 'KEY AND CHAIN', passphrase: 'secret' });
  });

  test('takes stores as text, and does without the host name', async () => {
    const { tls } = await connectionSettings({
      ...ssl,
      'ssl.truststore.type': 'PEM',
      'ssl.truststore.certificates': 'CA',
      'ssl.keystore.type': 'PEM',
      'ssl.keystore.key': 'KEY',
      'ssl.keystore.certificate.chain': 'CHAIN',
      'ssl.endpoint.identification.algorithm': '',
    });
    expect(tls).toMatchObject({ ca: 'CA', key: 'KEY', cert: 'CHAIN' });
    expect(tls?.checkServerIdentity?.('a', Object.create(null))).toBeUndefined();
  });

  test.each([
    [{ 'ssl.truststore.location': '/x.jks' }, 'Invalid value JKS for configuration ssl.truststore.type: only PEM'],
    [{ 'ssl.keystore.location': '/x.p12', 'ssl.keystore.type': 'PKCS12' }, 'ssl.keystore.type: only PEM'],
    [{ 'ssl.truststore.location': '/nowhere.pem', 'ssl.truststore.type': 'PEM' }, 'ENOENT'],
  ])('with %j is refused', async (config, message) => {
    await expect(connectionSettings({ ...ssl, ...config })).rejects.toThrow(message);
  });
});

describe('producing', () => {
  test('is idempotent by default', () => {
    expect(producerSettings({})).toMatchObject({ idempotent: true, acks: -1, compression: 'none' });
  });

  test('takes codecs in any case', () => {
    expect(producerSettings({ 'compression.type': 'ZSTD', acks: '-1' })).toMatchObject({
      compression: 'zstd',
      acks: -1,
    });
  });

  test('may do with less than all acknowledgements when told not to be idempotent', () => {
    expect(producerSettings({ acks: '1', 'enable.idempotence': 'false' })).toMatchObject({
      acks: 1,
      idempotent: false,
    });
  });

  test.each([
    [{ acks: '1' }, 'Must set acks to all in order to use the idempotent producer.'],
    [{ acks: '0', 'enable.idempotence': 'false' }, 'Invalid value 0 for configuration acks'],
    [{ 'compression.type': 'brotli' }, 'Invalid value brotli for configuration compression.type'],
    [{ 'max.in.flight.requests.per.connection': '6' }, 'Value must be no more than 5'],
  ])('with %j is refused', (config, message) => {
    expect(() => producerSettings(config)).toThrow(message);
  });
});

test('consuming hides what is not committed by default', () => {
  expect(consumerSettings({})).toMatchObject({ 'isolation.level': 'read_committed', 'auto.offset.reset': null });
  expect(() => consumerSettings({ 'auto.offset.reset': 'none' })).toThrow('auto.offset.reset');
});

test('settings without effect are said in a line each, by name only', () => {
  const lines: unknown[] = [];
  const note = (message: string, facts?: object) => lines.push([message, facts]);
  const log: Logger = { debug: note, info: note, warn: note, error: note };
  logUnusedSettings({ ...servers, 'linger.ms': '5', 'ssl.truststore.password': 'secret', 'my.key': 'secret' }, log);
  expect(lines).toEqual([
    ['Kafka client settings that are not known were ignored', { settings: ['my.key'] }],
    [
      'Kafka client settings that mean nothing here were ignored',
      {
        settings: {
          'linger.ms': 'records are sent at once: the caller hands them over in batches',
          'ssl.truststore.password': 'a PEM trust store has none',
        },
      },
    ],
  ]);
});
