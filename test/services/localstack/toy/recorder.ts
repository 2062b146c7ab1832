import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';

const client = new DynamoDBClient({});

/** What it knows of the events: nothing, but their names for what it is asked to do. */
interface Event {
  readonly id?: string;
  readonly sleepMs?: number;
  readonly rawPath?: string;
  readonly ResponseURL?: string;
  readonly ResourceProperties?: { readonly Question: string };
  readonly Records?: readonly { readonly dynamodb: { readonly Keys: { readonly id: { readonly S: string } } } }[];
  readonly records?: Readonly<Record<string, readonly { readonly offset: number; readonly value: string }[]>>;
}

/** Writes down every event with the ARN it was invoked by. */
export async function handler(event: Event, context: Context) {
  const { sleepMs = 0 } = event;
  await sleep(sleepMs);
  if (event.ResponseURL !== undefined) return answerCloudFormation(event.ResponseURL, event);
  await client.send(new PutItemCommand({ TableName: process.env.SEEN, Item: describe(event, context) }));
  if (event.rawPath !== undefined) return { statusCode: 201, body: JSON.stringify({ path: event.rawPath }) };
  if (event.Records?.some((record) => record.dynamodb.Keys.id.S === 'poison')) throw new Error('poisoned');
  return { batchItemFailures: failOnce(event.records ?? {}) };
}

/** As a custom resource: its answer is the question. */
async function answerCloudFormation(url: string, event: Event): Promise<void> {
  const Data = { Answer: event.ResourceProperties?.Question };
  const body = JSON.stringify({ ...event, Status: 'SUCCESS', PhysicalResourceId: 'custom', Data });
  await fetch(url, { method: 'PUT', body });
}

function describe(event: Event, context: Context) {
  const id = event.id ?? (event.rawPath ? 'http' : event.Records ? 'stream' : event.records ? 'kafka' : 'other');
  return {
    id: { S: id },
    time: { S: `${new Date().toISOString()}-${context.awsRequestId}` },
    event: { S: JSON.stringify(event) },
    invokedArn: { S: context.invokedFunctionArn },
    node: { S: process.version },
  };
}

const failed = new Set<string>();

/** A record whose value starts with `fail` fails the first time. */
function failOnce(records: NonNullable<Event['records']>) {
  const all = Object.entries(records).flatMap(([partition, list]) => list.map((record) => ({ ...record, partition })));
  const failing = all.filter(({ partition, offset, value }) => {
    const key = `${partition}@${offset}`;
    const fails = Buffer.from(value, 'base64').toString().startsWith('fail') && !failed.has(key);
    failed.add(key);
    return fails;
  });
  return failing.map(({ partition, offset }) => ({ itemIdentifier: { partition, offset } }));
}
