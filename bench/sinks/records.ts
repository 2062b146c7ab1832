import type { SinkRecord } from '../../lib/connect/record.ts';
import { INT64_SCHEMA } from '../../lib/connect/schema.ts';
import { payload } from '../payload.ts';

/** How many records each `put` of the benchmark gets; a batch of Lambda holds up to as many. */
export const BATCH = 10_000;

/** A batch of rows of 100 bytes, `{id, name, text}`, with their id as key. */
export const sinkRecords = (topic: string): readonly SinkRecord[] =>
  Array.from({ length: BATCH }, (_, kafkaOffset): SinkRecord => {
    const { valueSchema, value } = payload('json', 100, kafkaOffset);
    return {
      topic,
      kafkaPartition: 0,
      kafkaOffset,
      keySchema: INT64_SCHEMA,
      key: kafkaOffset,
      valueSchema,
      value,
      headers: [],
      timestamp: 0,
      timestampType: 'CREATE_TIME',
      originalTopic: topic,
      originalKafkaPartition: 0,
      originalKafkaOffset: kafkaOffset,
    };
  });
