import type { Headers } from './header.ts';
import type { SourceOffset, SourcePartition } from './offset.ts';
import type { Schema } from './schema.ts';
import type { ConnectValue } from './value.ts';

/**
 * What source and sink records share; follows `org.apache.kafka.connect.connector.ConnectRecord`. Records are
 * immutable: a transformation returns a new one.
 */
export interface ConnectRecord {
  readonly topic: string;
  /** `null` leaves the choice to the producer's partitioner. */
  readonly kafkaPartition: number | null;
  readonly keySchema: Schema | null;
  readonly key: ConnectValue;
  readonly valueSchema: Schema | null;
  /** `null` is a tombstone. */
  readonly value: ConnectValue;
  /** Milliseconds since the epoch. */
  readonly timestamp: number | null;
  readonly headers: Headers;
}

/**
 * A record on its way into Kafka; follows `org.apache.kafka.connect.source.SourceRecord`. Reuse one `sourcePartition`
 * object for all records of a partition: the runtime recognises it by identity.
 */
export interface SourceRecord extends ConnectRecord {
  /** Where the record came from: a table, a file, a shard. */
  readonly sourcePartition: SourcePartition;
  /** How far the source has been read *including* this record: a task resumed from it continues with the next one. */
  readonly sourceOffset: SourceOffset;
  /**
   * Set where nothing goes to Kafka and only the offset is to be stored: for what was read and leads to no record, or for the
   * place where a source begins, which must outlive a run that reads nothing (compare KIP-910). The topic is empty then.
   */
  readonly offsetOnly?: true;
  /**
   * Set on the last record of a poll where nothing behind it may be sent before its offset is stored: for the place that a source
   * must go on from once anything behind it was told, however soon it crashes. The task is not polled meanwhile.
   */
  readonly storedFirst?: true;
}

export type TimestampType = 'CREATE_TIME' | 'LOG_APPEND_TIME' | 'NO_TIMESTAMP_TYPE';

/** A record on its way out of Kafka; follows `org.apache.kafka.connect.sink.SinkRecord`. */
export interface SinkRecord extends ConnectRecord {
  readonly kafkaPartition: number;
  /** Safe as a number: Kafka offsets stay below 2^53 in practice, and the runtime refuses larger ones. */
  readonly kafkaOffset: number;
  readonly timestampType: TimestampType;
  /** Topic, partition and offset as consumed, whatever transformations did since (KIP-793). */
  readonly originalTopic: string;
  readonly originalKafkaPartition: number;
  readonly originalKafkaOffset: number;
}

const isSink = (record: ConnectRecord): record is SinkRecord => 'kafkaOffset' in record;
const isSource = (record: ConnectRecord): record is SourceRecord => 'sourceOffset' in record;

const newSinkRecord = (record: SinkRecord, common: ConnectRecord): SinkRecord => ({
  topic: common.topic,
  // A record that came from a partition has one, whatever a transformation says.
  kafkaPartition: common.kafkaPartition ?? record.kafkaPartition,
  keySchema: common.keySchema,
  key: common.key,
  valueSchema: common.valueSchema,
  value: common.value,
  timestamp: common.timestamp,
  headers: common.headers,
  kafkaOffset: record.kafkaOffset,
  timestampType: record.timestampType,
  originalTopic: record.originalTopic,
  originalKafkaPartition: record.originalKafkaPartition,
  originalKafkaOffset: record.originalKafkaOffset,
});

const newSourceRecord = (record: SourceRecord, common: ConnectRecord): SourceRecord => ({
  topic: common.topic,
  kafkaPartition: common.kafkaPartition,
  keySchema: common.keySchema,
  key: common.key,
  valueSchema: common.valueSchema,
  value: common.value,
  timestamp: common.timestamp,
  headers: common.headers,
  sourcePartition: record.sourcePartition,
  sourceOffset: record.sourceOffset,
});

/**
 * The record with some of its parts changed; follows `ConnectRecord.newRecord`. Transformations make their records with it.
 * Field by field: a copy by `...` costs up to ten times as much once records of both kinds have passed through.
 */
export function newRecord<R extends ConnectRecord>(record: R, changes: Partial<ConnectRecord>): R;
export function newRecord(record: ConnectRecord, changes: Partial<ConnectRecord>): ConnectRecord {
  const {
    topic = record.topic,
    kafkaPartition = record.kafkaPartition,
    keySchema = record.keySchema,
    key = record.key,
    valueSchema = record.valueSchema,
    value = record.value,
    timestamp = record.timestamp,
    headers = record.headers,
  } = changes;
  const common = { topic, kafkaPartition, keySchema, key, valueSchema, value, timestamp, headers };
  if (isSink(record)) return newSinkRecord(record, common);
  return isSource(record) ? newSourceRecord(record, common) : common;
}
