import type { StructSchema } from '../../connect/schema.ts';
import { OPTIONAL_INT64_SCHEMA, STRING_SCHEMA, structSchema, withOptions } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { EventTime } from './event-clock.ts';
import { TRANSACTION_BLOCK } from './transaction-schemas.ts';

/** Read by a snapshot, created, updated, deleted, truncated, message; follows `io.debezium.data.Envelope.Operation`. */
export type Operation = 'r' | 'c' | 'u' | 'd' | 't' | 'm';

/** What a change event says, with nothing of it computed yet. */
export interface Change {
  readonly op: Operation;
  readonly before: Struct | null;
  readonly after: Struct | null;
  readonly source: Struct;
  readonly transaction: Struct | null;
  readonly time: EventTime;
}

/** The schema of a table's events; follows `io.debezium.data.Envelope`, version 2. */
export const envelopeSchema = (name: string, row: StructSchema, source: StructSchema): StructSchema => {
  const optionalRow = row.optional ? row : withOptions(row, { optional: true });
  return structSchema(
    [
      ['before', optionalRow],
      ['after', optionalRow],
      ['source', source],
      ['transaction', TRANSACTION_BLOCK],
      ['op', STRING_SCHEMA],
      ['ts_ms', OPTIONAL_INT64_SCHEMA],
      ['ts_us', OPTIONAL_INT64_SCHEMA],
      ['ts_ns', OPTIONAL_INT64_SCHEMA],
    ],
    { name, version: 2 },
  );
};

export const envelope = (schema: StructSchema, { before, after, source, transaction, op, time }: Change): Struct =>
  new Struct(schema, [before, after, source, transaction, op, time.ms, time.us, time.ns]);
