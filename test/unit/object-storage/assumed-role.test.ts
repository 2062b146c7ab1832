import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import { aivenS3SinkConfig } from '../../../lib/connectors/object-storage/aiven-s3-sink/config.ts';
import { connectionOf } from '../../../lib/connectors/object-storage/aiven-s3-sink/connection.ts';
import { aivenS3Sink } from '../../../lib/connectors/object-storage/aiven-s3-sink/connector.ts';
import { accessKeyOf } from '../../../lib/connectors/object-storage/s3-sink/access-key.ts';
import { s3SinkConfig } from '../../../lib/connectors/object-storage/s3-sink/config.ts';
import { s3Sink } from '../../../lib/connectors/object-storage/s3-sink/connector.ts';
import { assumedRoleOf } from '../../../lib/connectors/object-storage/s3-sink/role-config.ts';
import { createS3Client } from '../../../lib/connectors/object-storage/s3-sink/s3-client.ts';
import { s3Failure } from '../../../lib/connectors/object-storage/s3-sink/s3-failure.ts';
import { type StsAnswer, type StsRefusal, type StsStub, startSts } from '../../services/sts-stub.ts';
import { quickstart } from './sink-harness.ts';

const ROLE = 'arn:aws:iam::012345678901:role/my-restricted-role';
const MINUTE_MS = 60_000;
const stubs: StsStub[] = [];

afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  for (const stub of stubs.splice(0)) await stub.stop();
});

const start = async (answer: (index: number) => StsAnswer | StsRefusal) => {
  const stub = await startSts(answer);
  stubs.push(stub);
  return stub;
};

const lasting = (minutes: number) => (index: number) => ({
  accessKeyId: `AKIDROLE${index}`,
  secretAccessKey: 'temporary',
  expiration: new Date(Date.now() + minutes * MINUTE_MS),
});

const aiven = (endpoint: string, more: Readonly<Record<string, string>> = {}) => ({
  ...aivenS3Sink.example,
  'aws.access.key.id': 'AKIDCONFIGURED',
  'aws.secret.access.key': 'secret',
  'aws.sts.role.arn': ROLE,
  'aws.sts.role.session.name': 'my-session-name',
  'aws.sts.role.external.id': 'my-external-id',
  'aws.sts.role.session.duration': '900',
  'aws.sts.config.endpoint': endpoint,
  ...more,
});

const aivenClient = (...config: Parameters<typeof aiven>) =>
  createS3Client(connectionOf(parseConfig(aivenS3SinkConfig, aiven(...config))).client);

const confluent = (more: Readonly<Record<string, string>> = {}) => ({
  ...quickstart,
  's3.credentials.provider.class': 'io.confluent.connect.s3.auth.AwsAssumeRoleCredentialsProvider',
  's3.credentials.provider.sts.role.arn': ROLE,
  's3.credentials.provider.sts.role.session.name': 'my-session-name',
  's3.credentials.provider.sts.role.external.id': 'my-external-id',
  ...more,
});

const confluentClient = (more: Readonly<Record<string, string>> = {}) => {
  const config = parseConfig(s3SinkConfig, confluent(more));
  return createS3Client({ ...config, ...accessKeyOf(config), assumedRole: assumedRoleOf(config) });
};

/** What a function has in its environment. */
const asFunction = (sts: StsStub) => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIDFUNCTION', AWS_SECRET_ACCESS_KEY: 'own', AWS_REGION: 'eu-west-1' };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  vi.stubEnv('AWS_ENDPOINT_URL_STS', sts.url);
};

const asked = { Action: 'AssumeRole', RoleArn: ROLE, RoleSessionName: 'my-session-name', ExternalId: 'my-external-id' };

describe('a role', () => {
  test("is assumed with an access key, at Aiven's endpoint", async () => {
    const sts = await start(lasting(60));
    const credentials = await aivenClient(sts.url).config.credentials();
    expect(credentials).toMatchObject({
      accessKeyId: 'AKIDROLE0',
      secretAccessKey: 'temporary',
      sessionToken: 'session of AKIDROLE0',
    });
    expect(sts.asked).toEqual([{ ...asked, DurationSeconds: '900', Version: '2011-06-15' }]);
    expect(sts.signedBy).toEqual([expect.stringMatching(/^AKIDCONFIGURED\/\d{8}\/eu-central-1\/sts$/)]);
  });

  test.each([
    [{}, /^AKIDFUNCTION\/\d{8}\/eu-west-1\/sts$/],
    [{ 's3.credentials.provider.sts.region': 'eu-north-1' }, /^AKIDFUNCTION\/\d{8}\/eu-north-1\/sts$/],
    [
      { 'aws.access.key.id': 'AKIDCONFIGURED', 'aws.secret.access.key': 'secret' },
      /^AKIDCONFIGURED\/\d{8}\/eu-west-1\/sts$/,
    ],
  ])("is assumed with the function's own credentials in Confluent's words: %o", async (more, signedBy) => {
    const sts = await start(lasting(60));
    asFunction(sts);
    expect(await confluentClient(more).config.credentials()).toMatchObject({ accessKeyId: 'AKIDROLE0' });
    expect(sts.asked).toEqual([{ ...asked, Version: '2011-06-15' }]);
    expect(sts.signedBy).toEqual([expect.stringMatching(signedBy)]);
  });

  test('is assumed again before its credentials expire, and not sooner', async () => {
    const sts = await start(lasting(60));
    const { credentials } = aivenClient(sts.url).config;
    vi.useFakeTimers({ toFake: ['Date'] });
    const keys: string[] = [];
    for (const minutes of [0, 54, 2, 1]) {
      vi.setSystemTime(Date.now() + minutes * MINUTE_MS);
      keys.push((await credentials()).accessKeyId);
    }
    expect(keys).toEqual(['AKIDROLE0', 'AKIDROLE0', 'AKIDROLE1', 'AKIDROLE1']);
  });

  test.each([
    [403, 'AccessDenied', false],
    [400, 'Throttling', true],
    [503, 'ServiceUnavailable', true],
  ])('that STS refuses with %i %s fails by name, retriable: %s', async (status, code, isRetriable) => {
    const sts = await start(() => ({ status, code }));
    const listing = aivenClient(sts.url).send(new ListObjectsV2Command({ Bucket: 'shop' }));
    const failure = await listing.then(
      () => new Error('nothing failed'),
      (error: unknown) => s3Failure(error, 'Listing', 'shop'),
    );
    expect(failure).toBeInstanceOf(ConnectError);
    expect(failure instanceof RetriableError).toBe(isRetriable);
    expect(failure.message).toBe(`Assuming the role ${ROLE} failed: ${code}: as the test says`);
  });

  test('is tried again where STS cannot be reached', async () => {
    const sts = await startSts(lasting(60));
    await sts.stop();
    await expect(aivenClient(sts.url).config.credentials()).rejects.toThrow(RetriableError);
  });
});

describe('configurations', () => {
  test("Confluent's provider needs a role and the name of its sessions", () => {
    expect(s3Sink.validate(confluent())).toEqual([]);
    const without = {
      's3.credentials.provider.sts.role.arn': '',
      's3.credentials.provider.sts.role.session.name': '',
    };
    expect(s3Sink.validate(confluent(without)).map(({ key }) => key)).toEqual(Object.keys(without));
  });

  test("other providers do not look at the keys of Confluent's", () => {
    const config = confluent({
      's3.credentials.provider.class': 'com.amazonaws.auth.DefaultAWSCredentialsProviderChain',
    });
    expect(assumedRoleOf(parseConfig(s3SinkConfig, config))).toBeNull();
  });

  test("Aiven's role needs a name of its sessions", () => {
    const problems = aivenS3Sink.validate(aiven('https://sts.amazonaws.com', { 'aws.sts.role.session.name': '' }));
    expect(problems.map(({ key }) => key)).toEqual(['aws.sts.role.session.name']);
  });

  test("Aiven's default endpoint is that of the region", () => {
    const { client } = connectionOf(parseConfig(aivenS3SinkConfig, aiven('https://sts.amazonaws.com')));
    expect(client.assumedRole).toMatchObject({ region: 'eu-central-1', endpoint: null });
  });
});
