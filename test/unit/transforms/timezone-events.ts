import { timestampSchema } from '../../../lib/connect/logical-types.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';

const logical = (type: s.PrimitiveType, name: string) => s.primitiveSchema(type, { name, optional: true });

const row = s.structSchema(
  [
    ['ms', logical('INT64', 'io.debezium.time.Timestamp')],
    ['us', logical('INT64', 'io.debezium.time.MicroTimestamp')],
    ['ns', logical('INT64', 'io.debezium.time.NanoTimestamp')],
    ['zoned', logical('STRING', 'io.debezium.time.ZonedTimestamp')],
    ['created_at', logical('STRING', 'io.debezium.time.ZonedTimestamp')],
    ['updated_at', logical('STRING', 'io.debezium.time.ZonedTimestamp')],
    ['other', logical('STRING', 'io.debezium.time.ZonedTimestamp')],
    ['time', logical('STRING', 'io.debezium.time.ZonedTime')],
    ['connect', timestampSchema({ optional: true })],
    ['date', logical('INT32', 'io.debezium.time.Date')],
    ['since', s.primitiveSchema('INT64', { name: 'io.debezium.time.Timestamp', optional: true, defaultValue: 0 })],
    ['name', s.OPTIONAL_STRING_SCHEMA],
    ['ts_ms', s.OPTIONAL_INT64_SCHEMA],
  ],
  { name: 'row', optional: true },
);

const source = s.structSchema([
  ['table', s.OPTIONAL_STRING_SCHEMA],
  ['ts_ms', s.INT64_SCHEMA],
  ['ts_us', s.INT64_SCHEMA],
  ['ts_ns', s.INT64_SCHEMA],
  ['random', s.INT64_SCHEMA],
]);

const envelope = s.structSchema(
  [
    ['before', row],
    ['after', row],
    ['source', source],
    ['op', s.STRING_SCHEMA],
    ['ts_ms', s.OPTIONAL_INT64_SCHEMA],
  ],
  { name: 'dummy.Envelope' },
);

type Values = Readonly<Record<string, ConnectValue>>;

/** An event of `db.server1.<table>` with these values before and after, read at a moment in milliseconds. */
export const timedEvent = (values: Values, table = 'customers', ms = 123_456_789): SourceRecord => {
  const own = Struct.of(row, { since: 1, ...values });
  const origin = new Struct(source, [table, ms, ms * 1000, BigInt(ms) * 1_000_000n, 125]);
  return {
    topic: `db.server1.${table}`,
    kafkaPartition: null,
    keySchema: null,
    key: null,
    valueSchema: envelope,
    value: new Struct(envelope, [own, own, origin, 'u', ms]),
    timestamp: null,
    headers: [],
    sourcePartition: {},
    sourceOffset: {},
  };
};

/** A part of a record's event by its path: `after.zoned`. */
export const partOf = (record: SourceRecord | null, path: string): ConnectValue =>
  path
    .split('.')
    .reduce<ConnectValue>((value, name) => (value instanceof Struct ? value.get(name) : null), record?.value ?? null);
