import type { SourceRecord } from '../../../lib/connect/record.ts';
import * as s from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import type { ConnectValue } from '../../../lib/connect/value.ts';

const source = s.structSchema(
  [
    ['version', s.STRING_SCHEMA],
    ['ts_ms', s.INT64_SCHEMA],
    ['table', s.STRING_SCHEMA],
  ],
  { name: 'io.debezium.connector.postgresql.Source' },
);

const transaction = s.structSchema([['id', s.STRING_SCHEMA]], { name: 'event.block', optional: true });

const envelopeSchema = (row: s.StructSchema) =>
  s.structSchema(
    [
      ['before', row],
      ['after', row],
      ['source', source],
      ['op', s.STRING_SCHEMA],
      ['ts_ms', s.OPTIONAL_INT64_SCHEMA],
      ['transaction', transaction],
    ],
    { name: 'p.public.t.Envelope', version: 2 },
  );

type Row = Readonly<Record<string, ConnectValue>> | null;

/** Makes change events of rows of one schema, as Debezium does. */
export const changesOf = (rowSchema: s.StructSchema) => {
  const schema = envelopeSchema(rowSchema);
  const key = s.structSchema([['id', s.INT32_SCHEMA]], { name: 'p.public.t.Key' });
  const record = (valueSchema: s.Schema | null, value: ConnectValue): SourceRecord => ({
    topic: 'p.public.t',
    kafkaPartition: null,
    keySchema: key,
    key: new Struct(key, [1]),
    valueSchema,
    value,
    timestamp: null,
    headers: [],
    sourcePartition: { server: 'p' },
    sourceOffset: { lsn: 1 },
  });
  const rowOf = (row: Row): ConnectValue => row && Struct.of(rowSchema, row);
  return {
    change: (op: string, before: Row, after: Row): SourceRecord =>
      record(
        schema,
        Struct.of(schema, {
          before: rowOf(before),
          after: rowOf(after),
          source: new Struct(source, ['3.6.1', 1000, 't']),
          op,
          ts_ms: 2000,
        }),
      ),
    tombstone: record(null, null),
    other: record(s.STRING_SCHEMA, 'heartbeat'),
  };
};
