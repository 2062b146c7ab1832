import { type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { ConnectError, RetriableError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { s3SinkConfig } from '../../../lib/connectors/object-storage/s3-sink/config.ts';
import { createS3Client } from '../../../lib/connectors/object-storage/s3-sink/s3-client.ts';
import { s3Failure } from '../../../lib/connectors/object-storage/s3-sink/s3-failure.ts';
import { createS3Store } from '../../../lib/connectors/object-storage/s3-sink/s3-store.ts';
import { createTagging } from '../../../lib/connectors/object-storage/s3-sink/tagging.ts';
import { quickstart } from './sink-harness.ts';

const answer = (status: number, name = 'Any') =>
  new S3ServiceException({ name, message: 'no', $fault: 'client', $metadata: { httpStatusCode: status } });

describe('failures', () => {
  test.each([
    [answer(503, 'SlowDown'), true],
    [answer(500), true],
    [answer(429), true],
    [answer(409, 'ConditionalRequestConflict'), true],
    [Object.assign(new Error('reset'), { code: 'ECONNRESET' }), true],
    [answer(403, 'AccessDenied'), false],
    [answer(404, 'NoSuchBucket'), false],
    [answer(501, 'NotImplemented'), false],
    [new TypeError('a bug'), false],
  ])('%o is retriable: %s', (error, isRetriable) => {
    const failure = s3Failure(error, 'Writing k', 'shop');
    expect(failure).toBeInstanceOf(ConnectError);
    expect(failure instanceof RetriableError).toBe(isRetriable);
    expect(failure.message).toContain('shop');
    expect(failure.cause).toBe(error);
  });
});

/** A client whose requests are answered in turn, and what it was asked. */
const scripted = (answers: ReadonlyArray<object | Error>) => {
  const config = parseConfig(s3SinkConfig, quickstart);
  const client = createS3Client(config);
  const sent: Array<{ command: string | undefined; input: object }> = [];
  client.middlewareStack.add(
    (_next, { commandName }) =>
      async ({ input }) => {
        const next = answers[sent.push({ command: commandName, input }) - 1] ?? {};
        if (next instanceof Error) throw next;
        return { output: { $metadata: {}, ...next }, response: {} };
      },
    { step: 'initialize' },
  );
  return { client, sent };
};

const object = {
  key: 'k',
  body: Buffer.from('content'),
  contentType: 'text/plain',
  firstOffset: 3,
  lastOffset: 4,
  recordCount: 2,
};

const storeOver = (client: S3Client) =>
  createS3Store({
    client,
    bucket: 'shop',
    partSizeBytes: 100,
    isConditional: true,
    attributes: {
      ACL: 'private',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'key',
      StorageClass: 'STANDARD_IA',
    },
    tag: async () => {},
  });

describe('conditional writes', () => {
  test('the first write is of a new object with its attributes', async () => {
    const { client, sent } = scripted([]);
    await storeOver(client).write(object);
    expect(sent).toMatchObject([
      {
        command: 'PutObjectCommand',
        input: {
          IfNoneMatch: '*',
          ACL: 'private',
          ServerSideEncryption: 'aws:kms',
          SSEKMSKeyId: 'key',
          StorageClass: 'STANDARD_IA',
          Metadata: { 'kafka-first-offset': '3', 'kafka-last-offset': '4' },
        },
      },
    ]);
  });

  test('pieces of unfinished files are encrypted as objects are, and in no other storage class', async () => {
    const { client, sent } = scripted([]);
    await storeOver(client).pieces.write('piece', object.body);
    expect(sent).toMatchObject([{ input: { ServerSideEncryption: 'aws:kms', Key: 'piece' } }]);
    expect(sent[0]?.input).not.toHaveProperty('StorageClass');
  });

  test('a different object is replaced only if it is still that one', async () => {
    const { client, sent } = scripted([answer(412), { ETag: '"old"', Metadata: {} }]);
    await storeOver(client).write(object);
    expect(sent.map(({ command }) => command)).toEqual(['PutObjectCommand', 'HeadObjectCommand', 'PutObjectCommand']);
    expect(sent[2]?.input).toMatchObject({ IfMatch: '"old"' });
  });

  test.each([
    ['changed meanwhile', [answer(412), { ETag: '"old"' }, answer(412, 'PreconditionFailed')]],
    ['deleted meanwhile', [answer(412), answer(404, 'NotFound')]],
  ])('an object that was %s is tried again', async (_name, answers) => {
    await expect(storeOver(scripted(answers).client).write(object)).rejects.toBeInstanceOf(RetriableError);
  });

  test('a missing bucket is not taken for a deleted object', async () => {
    const { client } = scripted([answer(404, 'NoSuchBucket')]);
    await expect(storeOver(client).write(object)).rejects.not.toBeInstanceOf(RetriableError);
  });
});

test('a failed multipart upload is aborted', async () => {
  const { client, sent } = scripted([{ UploadId: 'u' }, { ETag: '1' }, answer(503, 'SlowDown')]);
  await expect(storeOver(client).write({ ...object, body: Buffer.alloc(150) })).rejects.toBeInstanceOf(RetriableError);
  expect(sent.map(({ command }) => command)).toEqual([
    'CreateMultipartUploadCommand',
    'UploadPartCommand',
    'UploadPartCommand',
    'AbortMultipartUploadCommand',
  ]);
});

describe('tagging', () => {
  const tag = (answers: readonly Error[], more: Record<string, string>) => {
    const { client, sent } = scripted(answers);
    const config = parseConfig(s3SinkConfig, { ...quickstart, ...more });
    return { sent, done: createTagging(client, config, silentLogger)(object) };
  };

  test('says what is in the object, and more where asked', async () => {
    const { sent, done } = tag([], { 's3.object.tagging': 'true', 's3.object.tagging.key.value.pairs': 'team:data' });
    await done;
    expect(sent).toMatchObject([
      {
        input: {
          Tagging: {
            TagSet: [
              { Key: 'startOffset', Value: '3' },
              { Key: 'endOffset', Value: '4' },
              { Key: 'recordCount', Value: '2' },
              { Key: 'team', Value: 'data' },
            ],
          },
        },
      },
    ]);
  });

  test('is off by default, and its failure ignored unless told otherwise', async () => {
    const off = tag([], {});
    await off.done;
    expect(off.sent).toEqual([]);
    await tag([answer(403)], { 's3.object.tagging': 'true' }).done;
    const strict = { 's3.object.tagging': 'true', 's3.object.behavior.on.tagging.error': 'fail' };
    await expect(tag([answer(403, 'AccessDenied')], strict).done).rejects.toThrow('no');
  });
});
