import { NO_HEADERS } from './header.ts';
import type { SourceOffset, SourcePartition } from './offset.ts';
import type { SourceRecord } from './record.ts';

/** Nothing goes to Kafka for it: it says how far the source has been read, or where it begins. */
export const offsetOnly = (sourcePartition: SourcePartition, sourceOffset: SourceOffset): SourceRecord => ({
  topic: '',
  kafkaPartition: null,
  keySchema: null,
  key: null,
  valueSchema: null,
  value: null,
  timestamp: null,
  headers: NO_HEADERS,
  sourcePartition,
  sourceOffset,
  offsetOnly: true,
});
