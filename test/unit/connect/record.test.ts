import { expect, test } from 'vitest';
import { newRecord } from '../../../lib/connect/record.ts';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { countingRecord } from '../runtime/counting-source.ts';
import { structRecord } from '../transforms/recorded-records.ts';

const changes = { topic: 'x', keySchema: STRING_SCHEMA, key: 'k', value: null, timestamp: null, headers: [] };

test.each([
  ['sink', structRecord],
  ['source', countingRecord(1)],
])('a new %s record is the old one with changes, and the old one is as it was', (_, record) => {
  const before = structuredClone(record);
  expect(newRecord(record, {})).toEqual(record);
  expect(newRecord(record, changes)).toEqual({ ...record, ...changes });
  expect(structuredClone(record)).toEqual(before);
});

test('a record from a partition keeps it; one for Kafka may leave it open', () => {
  expect(newRecord(structRecord, { kafkaPartition: null }).kafkaPartition).toBe(3);
  expect(newRecord({ ...countingRecord(1), kafkaPartition: 3 }, { kafkaPartition: null }).kafkaPartition).toBeNull();
});
