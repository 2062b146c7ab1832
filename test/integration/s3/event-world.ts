import { randomUUID } from 'node:crypto';
import { PutBucketNotificationConfigurationCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { service } from '../../services/on-demand.ts';
import { createBucket } from '../../services/s3/create-bucket.ts';

/** A bucket whose events come to a queue by three ways: from S3 itself, through SNS and through EventBridge. */
export interface EventWorld {
  /** How a source is told of its objects. */
  readonly config: Readonly<Record<string, string>>;
  put(key: string, body: string): Promise<void>;
  send(body: string): Promise<void>;
  /** Messages in the queue, hidden ones included. */
  countMessages(): Promise<number>;
}

type LocalStack = Awaited<ReturnType<typeof service<'localstack'>>>;

/** Calls of services that this project has no client for; LocalStack looks at the scope of the signature only. */
const call = async ({ endpoint, region }: LocalStack, name: string, headers: Record<string, string>, body: string) => {
  const scope = `test/20240101/${region}/${name}/aws4_request`;
  const Authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const response = await fetch(endpoint, { method: 'POST', headers: { ...headers, Authorization }, body });
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
};

const sns = (stack: LocalStack, parameters: Readonly<Record<string, string>>) =>
  call(
    stack,
    'sns',
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    String(new URLSearchParams({ Version: '2010-03-31', ...parameters })),
  );

const events = (stack: LocalStack, action: string, parameters: object) =>
  call(
    stack,
    'events',
    { 'X-Amz-Target': `AWSEvents.${action}`, 'Content-Type': 'application/x-amz-json-1.1' },
    JSON.stringify(parameters),
  );

export const createEventWorld = async (): Promise<EventWorld> => {
  const stack = await service('localstack');
  const { endpoint, region, accessKeyId, secretAccessKey, accountId } = stack;
  const credentials = { accessKeyId, secretAccessKey };
  const [s3, sqs] = [
    new S3Client({ endpoint, region, credentials, forcePathStyle: true }),
    new SQSClient({ endpoint, region, credentials }),
  ];
  const name = `lake-${randomUUID()}`;
  await createBucket(stack, name);
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const QueueArn = `arn:aws:sqs:${region}:${accountId}:${name}`;
  const TopicArn = `arn:aws:sns:${region}:${accountId}:${name}`;
  await sns(stack, { Action: 'CreateTopic', Name: name });
  await sns(stack, { Action: 'Subscribe', TopicArn, Protocol: 'sqs', Endpoint: QueueArn });
  const EventPattern = JSON.stringify({ source: ['aws.s3'], detail: { bucket: { name: [name] } } });
  await events(stack, 'PutRule', { Name: name, EventPattern });
  await events(stack, 'PutTargets', { Rule: name, Targets: [{ Id: '1', Arn: QueueArn }] });
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: name,
      NotificationConfiguration: {
        QueueConfigurations: [{ QueueArn, Events: ['s3:ObjectCreated:*'] }],
        TopicConfigurations: [{ TopicArn, Events: ['s3:ObjectCreated:*'] }],
        EventBridgeConfiguration: {},
      },
    }),
  );
  return {
    config: {
      's3.bucket.name': name,
      's3.region': region,
      'store.url': endpoint,
      'aws.access.key.id': accessKeyId,
      'aws.secret.access.key': secretAccessKey,
      's3.event.queue.url': QueueUrl,
      mode: 'GENERIC',
    },
    put: async (Key, Body) => void (await s3.send(new PutObjectCommand({ Bucket: name, Key, Body }))),
    send: async (MessageBody) => void (await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }))),
    countMessages: async () => {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl,
          AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
        }),
      );
      return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
    },
  };
};
