import { timestampSchema } from '../../../lib/connect/logical-types.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';

const row = s.structSchema(
  [
    ['id', s.INT32_SCHEMA],
    ['name', s.OPTIONAL_STRING_SCHEMA],
    ['ts', timestampSchema({ optional: true })],
    ['in', s.structSchema([['x', s.OPTIONAL_INT64_SCHEMA]], { optional: true })],
    ['list', s.arraySchema(s.STRING_SCHEMA)],
  ],
  { name: 'row' },
);

const struct = new Struct(row, [7, 'bob', new Date(1_700_000_000_123), null, ['a']]);
const object = { id: 7, name: 'bob', ts: 1_700_000_000_123, in: { x: 1 }, list: ['a'] };

const record = (schema: s.Schema | null, value: ConnectValue): SinkRecord => ({
  topic: 't',
  kafkaPartition: 1,
  keySchema: schema,
  key: value,
  valueSchema: schema,
  value,
  timestamp: 1_700_000_000_123,
  headers: [{ key: 'h', schema: s.STRING_SCHEMA, value: 'x' }],
  kafkaOffset: 5,
  timestampType: 'CREATE_TIME',
  originalTopic: 't',
  originalKafkaPartition: 1,
  originalKafkaOffset: 5,
});

/** Records of every shape that a transformation may be given. */
export const sampleRecords = {
  'a struct': record(row, struct),
  'a plain object': record(null, object),
  'a map': record(null, new Map<ConnectValue, ConnectValue>(Object.entries(object))),
  'a string': record(s.STRING_SCHEMA, 'text'),
  'a number without a schema': record(null, 7),
  'null with a schema': record(row, null),
  tombstone: { ...record(null, null), keySchema: row, key: struct },
} as const;
