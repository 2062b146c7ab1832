import { afterEach, beforeEach, expect, inject, test, vi } from 'vitest';
import { type StsStub, startSts } from '../../services/sts-stub.ts';
import { readWithAiven } from './aiven-source-tasks.ts';
import { createTestBucket, deliver, sinkRecord } from './bucket.ts';
import { readBucket } from './source-tasks.ts';

let sts: StsStub;

/** The store knows one key, which only STS has. */
beforeEach(async () => {
  sts = await startSts(() => ({ ...inject('s3'), expiration: new Date(Date.now() + 3_600_000) }));
  const env = { AWS_ACCESS_KEY_ID: 'AKIDFUNCTION', AWS_SECRET_ACCESS_KEY: 'own', AWS_ENDPOINT_URL_STS: sts.url };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await sts.stop();
});

const noKey = { 'aws.access.key.id': '', 'aws.secret.access.key': '' };
/** As in the test of Confluent's own sources. */
const confluents = {
  ...noKey,
  's3.credentials.provider.class': 'io.confluent.connect.s3.auth.AwsAssumeRoleCredentialsProvider',
  's3.credentials.provider.sts.role.arn': 'arn:aws:iam::012345678901:role/my-restricted-role',
  's3.credentials.provider.sts.role.session.name': 'my-session-name',
  's3.credentials.provider.sts.role.external.id': 'my-external-id',
  's3.credentials.provider.sts.region': 'eu-north-1',
};
const asked = {
  Action: 'AssumeRole',
  RoleArn: 'arn:aws:iam::012345678901:role/my-restricted-role',
  RoleSessionName: 'my-session-name',
  ExternalId: 'my-external-id',
};

test("Confluent's sink writes as a role, and the sources read it as one", async () => {
  const bucket = await createTestBucket();
  await deliver(bucket, [sinkRecord(0, { n: 1 }), sinkRecord(1, { n: 2 })], confluents);
  expect(sts.asked).toEqual([expect.objectContaining(asked)]);
  expect(sts.signedBy).toEqual([expect.stringMatching(/^AKIDFUNCTION\/\d{8}\/eu-north-1\/sts$/)]);

  expect((await readBucket(bucket, confluents)).map(({ value }) => value)).toEqual([{ n: 1 }, { n: 2 }]);
  expect(sts.asked).toHaveLength(2);

  const aivens = {
    ...noKey,
    'file.name.template': '.*',
    topic: 'orders',
    'aws.sts.role.arn': asked.RoleArn,
    'aws.sts.role.session.name': asked.RoleSessionName,
    'aws.sts.role.external.id': asked.ExternalId,
    'aws.sts.config.endpoint': sts.url,
  };
  expect(await readWithAiven(bucket, aivens)).toHaveLength(2);
  expect(sts.asked).toEqual([1, 2, 3].map(() => expect.objectContaining(asked)));
});

test('without the role the store refuses', async () => {
  const bucket = await createTestBucket();
  await expect(deliver(bucket, [sinkRecord(0, { n: 1 })], noKey)).rejects.toThrow(/InvalidAccessKeyId/);
  expect(sts.asked).toEqual([]);
});
