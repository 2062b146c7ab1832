import type { AttributeValue } from '@aws-sdk/client-dynamodb-streams';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { connectorChange } from '../../../lib/storage/dynamodb/connector-change.ts';

const keys = (item: string): Record<string, AttributeValue> => ({ connector: { S: 'a#b' }, item: { S: item } });

it.each(['config', 'target-state', 'tasks', 'connector', 'task#0'])('announces the connector of an item %s', (item) => {
  expect(connectorChange(keys(item))).toStrictEqual({ connector: 'a#b' });
});

it.each(['lease#0', 'topic#connector'])('passes over an item %s', (item) => {
  expect(connectorChange(keys(item))).toBeUndefined();
});

it('reads the event that Lambda gives, and passes over what is no item of ours', () => {
  const record: DynamoDBRecord = { dynamodb: { Keys: { connector: { S: 'a' }, item: { S: 'config' } } } };
  expect(connectorChange(record.dynamodb?.Keys)).toStrictEqual({ connector: 'a' });
  expect(connectorChange(undefined)).toBeUndefined();
  expect(connectorChange({ id: { S: 'x' } })).toBeUndefined();
});
