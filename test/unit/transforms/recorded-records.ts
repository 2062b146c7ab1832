import { timestampSchema } from '../../../lib/connect/logical-types.ts';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';

/** The records that the transformations of the record were given. */
const innerSchema = s.structSchema(
  [
    ['x', s.INT32_SCHEMA],
    ['y', s.OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'in', optional: true },
);

const valueSchema = s.structSchema(
  [
    ['id', s.INT32_SCHEMA],
    ['name', s.OPTIONAL_STRING_SCHEMA],
    ['ts', timestampSchema({ optional: true })],
    ['d', s.primitiveSchema('STRING', { optional: true, defaultValue: 'DD' })],
    ['in', innerSchema],
  ],
  { name: 'V' },
);

const common = {
  topic: 'topicA',
  kafkaPartition: 3,
  kafkaOffset: 42,
  timestamp: 1_700_000_000_123,
  timestampType: 'CREATE_TIME',
  headers: [],
  originalTopic: 'topicA',
  originalKafkaPartition: 3,
  originalKafkaOffset: 42,
} as const;

export const structRecord: SinkRecord = {
  ...common,
  keySchema: s.STRING_SCHEMA,
  key: 'k',
  valueSchema,
  value: Struct.of(valueSchema, {
    id: 7,
    name: 'bob',
    ts: new Date(1_700_000_000_123),
    in: new Struct(innerSchema, [1, 'yy']),
  }),
};

export const mapRecord: SinkRecord = {
  ...common,
  keySchema: null,
  key: 'k',
  valueSchema: null,
  value: { id: 7, name: 'bob', s: '12', nested: { k: 1 }, n: null },
};

export const tombstone: SinkRecord = {
  ...common,
  keySchema: s.STRING_SCHEMA,
  key: 'k',
  valueSchema: null,
  value: null,
};

/** A value that is a number, without a key. */
export const numberRecord: SinkRecord = {
  ...common,
  keySchema: null,
  key: null,
  valueSchema: s.INT32_SCHEMA,
  value: 5,
};

export const headedRecord: SinkRecord = {
  ...mapRecord,
  headers: [
    { key: 'h', schema: s.STRING_SCHEMA, value: 'x' },
    { key: 'g', schema: s.STRING_SCHEMA, value: 'y' },
    { key: 'h', schema: s.STRING_SCHEMA, value: 'z' },
  ],
};
