import {
  BatchWriteItemCommand,
  DynamoDBClient,
  DynamoDBServiceException,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { RetriableError } from '../../../lib/connect/errors.ts';
import type { Change } from '../../../lib/connectors/dynamodb/sink/change.ts';
import { dynamodbFailure } from '../../../lib/connectors/dynamodb/sink/failures.ts';
import { itemBytes } from '../../../lib/connectors/dynamodb/sink/item-size.ts';
import { parseKeyReference } from '../../../lib/connectors/dynamodb/sink/key-reference.ts';
import { createWriter } from '../../../lib/connectors/dynamodb/sink/writer.ts';
import { sinkRecords } from '../../integration/jdbc/sink-tasks.ts';

const changes = (count: number): readonly Change[] =>
  sinkRecords(
    't',
    Array.from({ length: count }, () => ({})),
  ).map((record, n) => ({
    record,
    key: { id: { N: String(n) } },
    id: String(n),
    item: { id: { N: String(n) } },
    previous: null,
  }));

/** A DynamoDB that answers as it is told, and a clock that only moves in sleep. */
const given = (answer: (command: unknown) => object, maxRetryMs = 1000) => {
  const client = new DynamoDBClient({ region: 'eu-west-1' });
  const sent: unknown[] = [];
  Object.assign(client, {
    send: async (command: unknown) => {
      sent.push(command);
      return answer(command);
    },
  });
  let time = 0;
  const slept: number[] = [];
  const write = createWriter({
    client,
    settings: { offsetAttribute: null, maxRetryMs },
    now: () => time,
    sleep: async (ms) => {
      slept.push(ms);
      time += ms;
    },
  });
  return { write, sent, slept };
};

const invalid = (name: string, status = 400) =>
  new DynamoDBServiceException({ name, message: name, $fault: 'client', $metadata: { httpStatusCode: status } });

const itemsOf = (command: unknown): number =>
  command instanceof BatchWriteItemCommand ? (command.input.RequestItems?.table?.length ?? 0) : 0;

describe('the writer', () => {
  it('sends 25 items at once, and what was not taken again, waiting longer each time', async () => {
    let refusals = 3;
    const { write, sent, slept } = given((command) => {
      if (!(command instanceof BatchWriteItemCommand)) return {};
      const requests = command.input.RequestItems?.table ?? [];
      if (requests.length === 25 || refusals === 0) return {};
      refusals -= 1;
      return { UnprocessedItems: { table: requests.slice(0, 2) } };
    });
    expect(await write('table', changes(35))).toEqual([]);
    expect(sent.map(itemsOf)).toEqual([25, 10, 2, 2, 2]);
    expect(slept).toEqual([50, 100, 200]);
  });

  it('gives the batch back when DynamoDB has not taken it in time', async () => {
    const { write, slept } = given((command) => ({
      UnprocessedItems: command instanceof BatchWriteItemCommand ? command.input.RequestItems : {},
    }));
    await expect(write('table', changes(3))).rejects.toBeInstanceOf(RetriableError);
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(1000);
  });

  it('finds the bad item of a batch that is refused', async () => {
    const { write } = given((command) => {
      if (command instanceof PutItemCommand && command.input.Item?.id?.N !== '7') return {};
      throw invalid('ValidationException');
    });
    const refused = await write('table', changes(20));
    expect(refused.map(({ change }) => change.id)).toEqual(['7']);
  });
});

describe('failures', () => {
  it.each([
    ['ProvisionedThroughputExceededException', 400, true],
    ['ThrottlingException', 400, true],
    ['InternalServerError', 500, true],
    ['SomethingNew', 503, true],
    ['AccessDeniedException', 400, false],
    ['UnrecognizedClientException', 400, false],
  ])('%s is tried again: %s', (name, status, isRetriable) => {
    expect(dynamodbFailure(invalid(name, Number(status))) instanceof RetriableError).toBe(isRetriable);
  });
});

it('references name attributes', () => {
  expect(parseKeyReference('value.user.id')).toEqual({ part: 'value', path: ['user', 'id'], attribute: 'id' });
  expect(parseKeyReference('key:user')).toEqual({ part: 'key', path: [], attribute: 'user' });
  expect(parseKeyReference('partition')).toEqual({ part: 'partition', path: [], attribute: 'partition' });
  expect(parseKeyReference('')).toBeNull();
});

it('sizes are those of names and values', () => {
  expect(itemBytes({ ab: { S: 'ü' }, n: { N: '-12.5' }, l: { L: [{ BOOL: true }] } })).toBe(2 + 2 + 1 + 4 + 1 + 5);
});
