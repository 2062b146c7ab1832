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
