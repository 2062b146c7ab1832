import type { Header } from '../../connect/header.ts';
import { javaText } from '../../connect/java-text.ts';
import type { SourceRecord } from '../../connect/record.ts';
import type { Schema } from '../../connect/schema.ts';
import { schemaText } from '../../connect/schema-text.ts';

const schemaOrNull = (schema: Schema | null): string => (schema === null ? 'null' : schemaText(schema));

const headerText = ({ key, schema, value }: Header): string =>
  `ConnectHeader(key=${key}, value=${javaText(schema, value)}, schema=${schemaOrNull(schema)})`;

/** A record as it stands in the log, keys and values included; follows `SourceRecord.toString`. */
export const sourceRecordText = (record: SourceRecord): string => {
  const { keySchema, valueSchema } = record;
  const headers = record.headers.length === 0 ? '' : `[${record.headers.map(headerText).join(', ')}]`;
  const own = [
    `topic='${record.topic}'`,
    `kafkaPartition=${record.kafkaPartition}`,
    `key=${javaText(keySchema, record.key)}`,
    `keySchema=${schemaOrNull(keySchema)}`,
    `value=${javaText(valueSchema, record.value)}`,
    `valueSchema=${schemaOrNull(valueSchema)}`,
    `timestamp=${record.timestamp}`,
    `headers=ConnectHeaders(headers=${headers})`,
  ];
  const [partition, offset] = [record.sourcePartition, record.sourceOffset].map((one) => javaText(null, one));
  return `SourceRecord{sourcePartition=${partition}, sourceOffset=${offset}} ConnectRecord{${own.join(', ')}}`;
};
