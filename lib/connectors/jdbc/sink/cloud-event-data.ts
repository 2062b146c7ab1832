import type { SinkRecord } from '../../../connect/record.ts';
import { fieldOf, type Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';

/**
 * Takes the data out of an envelope of CloudEvents, which is known by the name of its schema; other records pass as they are.
 * Follows Debezium's `KafkaDebeziumSinkRecord`.
 */
export const createCloudEventData = (pattern: RegExp | null): ((record: SinkRecord) => SinkRecord) => {
  if (pattern === null) return (record) => record;
  const known = new WeakMap<Schema, boolean>();
  const isCloudEvent = (schema: Schema): boolean => {
    const found = known.get(schema) ?? pattern.test(schema.name ?? '');
    known.set(schema, found);
    return found;
  };
  return (record) => {
    const { value, valueSchema } = record;
    if (valueSchema?.name === undefined || !(value instanceof Struct) || !isCloudEvent(valueSchema)) return record;
    return { ...record, value: value.get('data'), valueSchema: fieldOf(value.schema, 'data')?.schema ?? null };
  };
};
