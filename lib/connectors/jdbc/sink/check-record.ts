import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { SinkSettings } from './sink-settings.ts';

const javaClass = (value: ConnectValue): string => {
  if (value === null) return 'null';
  if (value instanceof Struct) return 'Struct';
  if (value instanceof Uint8Array) return 'byte[]';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  return typeof value === 'object' ? 'HashMap' : 'Number';
};

const article = (schema: Schema | null): string => (schema === null ? 'null' : schema.type);

const misfit = (record: SinkRecord, settings: SinkSettings, part: 'key' | 'value', required: string): DataError => {
  const { topic, kafkaPartition, kafkaOffset, timestamp } = record;
  const schema = part === 'key' ? record.keySchema : record.valueSchema;
  return new DataError(
    `Sink connector '${settings.connector}' is configured with 'delete.enabled=${settings.deleteEnabled}' and 'pk.mode=${settings.pkMode}' and therefore requires records with ${required}, but found record at (topic='${topic}',partition=${kafkaPartition},offset=${kafkaOffset},timestamp=${timestamp}) with a ${javaClass(record[part])} ${part} and ${article(schema)} ${part} schema.`,
    { className: 'org.apache.kafka.connect.errors.ConnectException' },
  );
};

/** A check of every record that costs next to nothing; follows the original's `RecordValidator`, in its words. */
export const createRecordCheck = (settings: SinkSettings): ((record: SinkRecord) => void) => {
  const needsKey = settings.pkMode === 'record_key';
  return (record) => {
    const { key, keySchema, value, valueSchema } = record;
    if (needsKey && (key === null || keySchema === null || keySchema.type === 'ARRAY' || keySchema.type === 'MAP'))
      throw misfit(record, settings, 'key', 'a non-null key and non-null Struct or primitive key schema');
    if (value === null && settings.deleteEnabled) return;
    if (value === null || (valueSchema?.type !== 'STRUCT' && valueSchema?.type !== 'STRING'))
      throw misfit(record, settings, 'value', 'a non-null Struct or String value and non-null Struct or String schema');
  };
};
