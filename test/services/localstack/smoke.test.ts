import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type KafkaService, startKafka } from '../kafka.ts';
import { type LocalStackService, startLocalStack } from '../localstack.ts';
import { type CdkOptions, cdkDeploy, cdkDestroy, type StackOutputs } from './cdk.ts';

const topic = `toy-${randomUUID().slice(0, 8)}`;

let kafka: KafkaService;
let localstack: LocalStackService;
let stack: CdkOptions;
let outputs: StackOutputs;
let lambda: LambdaClient;
let dynamodb: DynamoDBClient;

beforeAll(async () => {
  kafka = await startKafka();
  const admin = kafkaClient().admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
  await admin.disconnect();
  localstack = await startLocalStack();
  const { endpoint, region, ...credentials } = localstack;
  lambda = new LambdaClient({ endpoint, region, credentials });
  dynamodb = new DynamoDBClient({ endpoint, region, credentials });
  stack = {
    localstack,
    app: 'node --import tsx test/services/localstack/toy/app.ts',
    stackName: 'Toy',
    context: { brokers: kafka.bootstrapServers, topic },
  };
  outputs = await cdkDeploy(stack);
}, 600_000);

afterAll(() => Promise.all([localstack?.stop(), kafka?.stop()]), 60_000);

it('invokes by an alias, and the function knows it', async () => {
  const answer = await invoke(outputs.AliasArn, { id: 'alias' });
  expect(answer).toEqual({ payload: { batchItemFailures: [] } });
  const [seen] = await seenBy('alias');
  expect(seen).toMatchObject({ invokedArn: outputs.AliasArn });
});

it('kills a function at its timeout, says so as Lambda does, and goes on with a new process', async () => {
  const killed = await invoke(outputs.FunctionName, { id: 'killed', sleepMs: 60_000 });
  expect(killed).toEqual({
    error: 'Unhandled',
    payload: {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 3.00 seconds$/),
    },
  });
  expect(await invoke(outputs.FunctionName, { id: 'after' })).not.toHaveProperty('error');
});

it('gives the stream of a table to a function, filtered, and a record that keeps failing to a queue', async () => {
  const put = (id: string, text: string) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: outputs.ThingsTable,
        Item: { id: { S: id }, version: { S: '1' }, text: { S: text } },
      }),
    );
  await put('a', 'inserted');
  await put('a', 'modified');
  const events = await seenBy('stream');
  expect(events.flatMap(({ event }) => event.Records)).toMatchObject([
    { eventName: 'INSERT', eventSource: 'aws:dynamodb', dynamodb: { NewImage: { text: { S: 'inserted' } } } },
  ]);
  await put('poison', 'inserted');
  const failure = await receive(outputs.FailuresUrl);
  expect(failure).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    DDBStreamBatchInfo: { batchSize: 1 },
  });
});

it('fires a schedule with its input', async () => {
  const [tick] = await seenBy('schedule');
  expect(tick).toMatchObject({
    invokedArn: outputs.AliasArn,
    event: { id: 'schedule', at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) },
  });
});

it('polls a Kafka topic in batches, and comes back from the record that failed on', async () => {
  const producer = kafkaClient().producer();
  await producer.connect();
  const values = ['one', 'fail', 'three'];
  await producer.send({
    topic,
    messages: values.map((value) => ({ key: 'k', value, headers: { h: Buffer.from([255]) } })),
  });
  await producer.disconnect();
  const [whole, rest] = await seenBy('kafka', 2);
  const record = (offset: number) => ({
    topic,
    partition: 0,
    offset,
    timestamp: expect.any(Number),
    timestampType: 'CREATE_TIME',
    key: Buffer.from('k').toString('base64'),
    value: Buffer.from(values[offset] ?? '').toString('base64'),
    headers: [{ h: [-1] }],
  });
  expect(whole).toMatchObject({ invokedArn: outputs.AliasArn });
  expect(whole?.event).toEqual({
    eventSource: 'SelfManagedKafka',
    bootstrapServers: kafka.bootstrapServers,
    records: { [`${topic}-0`]: [0, 1, 2].map(record) },
  });
  expect(rest?.event.records).toEqual({ [`${topic}-0`]: [1, 2].map(record) });
});

it('serves an HTTP API, which decodes the path and lets nobody in without a signature', async () => {
  const open = await fetch(`${outputs.ApiEndpoint}/connectors/a%2Fb?x=1`);
  expect(open.status).toBe(201);
  expect(await open.json()).toEqual({ path: '/connectors/a/b' });
  const [seen] = await seenBy('http');
  expect(seen?.event).toMatchObject({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/connectors/a/b',
    rawQueryString: 'x=1',
    queryStringParameters: { x: '1' },
    requestContext: { http: { method: 'GET', path: '/connectors/a/b' } },
  });
  const closed = (headers: Record<string, string>) =>
    fetch(`${outputs.ApiEndpoint}/private/x`, { method: 'PUT', headers });
  expect((await closed({})).status).toBe(403);
  expect((await closed({ authorization: 'AWS4-HMAC-SHA256 Credential=test' })).status).toBe(201);
});

it('asks a function about a custom resource, in text as CloudFormation does', () => {
  expect(outputs.CustomAnswer).toBe('42');
});

it('deletes the stack', async () => {
  await cdkDestroy(stack);
  await expect(invoke(outputs.FunctionName, {})).rejects.toThrow('Function not found');
});

function kafkaClient() {
  return new Kafka({ brokers: [kafka.bootstrapServers], logLevel: logLevel.NOTHING });
}

async function invoke(FunctionName: string | undefined, event: object) {
  const answer = await lambda.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  const payload: unknown = JSON.parse(Buffer.from(answer.Payload ?? []).toString());
  return { payload, ...(answer.FunctionError !== undefined && { error: answer.FunctionError }) };
}

/** What the recorder has written down under that id, in order, as soon as there is so much. */
async function seenBy(id: string, count = 1) {
  const query = new QueryCommand({
    TableName: outputs.SeenTable,
    KeyConditionExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': { S: id } },
  });
  for (;;) {
    const { Items = [] } = await dynamodb.send(query);
    if (Items.length >= count)
      return Items.map(({ event, invokedArn }) => ({ invokedArn: invokedArn?.S, event: JSON.parse(event?.S ?? '{}') }));
    await sleep(100);
  }
}

async function receive(queueUrl: string | undefined): Promise<unknown> {
  const answer = await fetch(`${queueUrl}?Action=ReceiveMessage&WaitTimeSeconds=20`, {
    headers: { accept: 'application/json' },
  });
  const { ReceiveMessageResponse: response } = JSON.parse(await answer.text());
  return JSON.parse(response.ReceiveMessageResult.Message.Body);
}
