import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import { asError, ConnectError, RetriableError } from '../../../../connect/errors.ts';
import type { AccessKey } from '../../s3-sink/access-key.ts';

/** A message that was received, until its visibility timeout is over. */
export interface QueueMessage {
  readonly id: string;
  readonly receipt: string;
  readonly body: string;
}

export interface EventQueue {
  /** Up to ten messages; waits a second for the first one. */
  receive(signal: AbortSignal): Promise<readonly QueueMessage[]>;
  /** Hides messages for that long from now on; 0 shows them at once. */
  hide(messages: readonly QueueMessage[], seconds: number): Promise<void>;
  delete(messages: readonly QueueMessage[]): Promise<void>;
  close(): void;
}

interface EventQueueOptions {
  readonly url: string;
  /** Where the URL names none. */
  readonly region: string;
  readonly visibilitySeconds: number;
  readonly retries: number;
  readonly accessKey: AccessKey;
}

/** Most that one request takes. */
const BATCH = 10;

const batches = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / BATCH) }, (_, n) => items.slice(n * BATCH, (n + 1) * BATCH));

const failure = (thrown: unknown, url: string): ConnectError => {
  const error = asError(thrown);
  const status = error instanceof SQSServiceException ? error.$metadata.httpStatusCode : undefined;
  const message = `Queue ${url} of S3's events: ${error.name}: ${error.message}`;
  return status !== undefined && status < 500 && status !== 429 && !/throttl/i.test(error.name)
    ? new ConnectError(message, { cause: error })
    : new RetriableError(message, { cause: error });
};

/** The client takes the queue's URL for its endpoint, so that any service that speaks SQS will do. */
const createClient = ({ url, region, retries, accessKey }: EventQueueOptions): SQSClient =>
  new SQSClient({
    region: /^https?:\/\/sqs[.]([a-z0-9-]+)[.]amazonaws[.]/.exec(url)?.[1] ?? region,
    maxAttempts: retries + 1,
    ...(accessKey['aws.access.key.id'] === ''
      ? {}
      : {
          credentials: {
            accessKeyId: accessKey['aws.access.key.id'],
            secretAccessKey: accessKey['aws.secret.access.key'].value(),
          },
        }),
  });

export const createEventQueue = (options: EventQueueOptions): EventQueue => {
  const { url: QueueUrl, visibilitySeconds } = options;
  const client = createClient(options);
  const fail = (error: unknown): never => {
    throw failure(error, QueueUrl);
  };
  return {
    receive: async (abortSignal) => {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: BATCH,
        WaitTimeSeconds: 1,
        VisibilityTimeout: visibilitySeconds,
      });
      const { Messages = [] } = await client.send(command, { abortSignal }).catch((error: unknown) => {
        if (abortSignal.aborted) return { Messages: [] };
        return fail(error);
      });
      return Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '' }) => ({
        id: MessageId,
        receipt: ReceiptHandle,
        body: Body,
      }));
    },
    hide: async (messages, seconds) => {
      for (const batch of batches(messages)) {
        const Entries = batch.map(({ receipt }, index) => ({
          Id: String(index),
          ReceiptHandle: receipt,
          VisibilityTimeout: seconds,
        }));
        await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries })).catch(fail);
      }
    },
    delete: async (messages) => {
      for (const batch of batches(messages)) {
        const Entries = batch.map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt }));
        await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries })).catch(fail);
      }
    },
    close: () => client.destroy(),
  };
};
