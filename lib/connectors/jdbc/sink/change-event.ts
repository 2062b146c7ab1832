import type { SinkRecord } from '../../../connect/record.ts';
import { fieldOf, type Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';

const isEnvelope = (schema: Schema | null): boolean =>
  schema?.type === 'STRUCT' && (schema.name?.endsWith('.Envelope') ?? false) && schema.fieldIndex.has('after');

/** Whether it is the event that a table was emptied. */
export const isTruncation = ({ value, valueSchema }: SinkRecord): boolean =>
  isEnvelope(valueSchema) && value instanceof Struct && value.get('op') === 't';

/** The row before a change, with its schema; `null` where the record tells none. */
export const rowBefore = ({ value, valueSchema }: SinkRecord): Struct | null => {
  if (!isEnvelope(valueSchema) || !(value instanceof Struct) || !value.schema.fieldIndex.has('before')) return null;
  const before = value.get('before');
  return before instanceof Struct ? before : null;
};

/**
 * A change event of Debezium's as the row that it leaves: what is after the change, nothing after a deletion. Other records
 * pass as they are; truncations and messages, which change no single row, are `null`.
 */
export const rowOfChangeEvent = (record: SinkRecord): SinkRecord | null => {
  const { value, valueSchema } = record;
  if (!isEnvelope(valueSchema) || !(value instanceof Struct)) return record;
  const operation = value.get('op');
  if (operation === 't' || operation === 'm') return null;
  const after = value.get('after');
  if (operation === 'd' || after === null) return { ...record, value: null, valueSchema: null };
  return { ...record, value: after, valueSchema: fieldOf(value.schema, 'after')?.schema ?? null };
};
