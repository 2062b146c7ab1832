/**
 * Lambda's event for a batch of Kafka records, of a self-managed cluster or of MSK.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kafka.html#smaa-sample-event
 */
export interface KafkaEvent {
  readonly eventSource: 'SelfManagedKafka' | 'aws:kafka';
  /** MSK only. */
  readonly eventSourceArn?: string;
  readonly bootstrapServers?: string;
  /** By topic and partition, as `<topic>-<partition>`. */
  readonly records: Readonly<Record<string, readonly KafkaEventRecord[]>>;
}

export interface KafkaEventRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly timestampType: string;
  /** base64. */
  readonly key?: string | null;
  /** base64; absent for a tombstone. */
  readonly value?: string | null;
  /** One object a header; bytes as numbers, signed since Lambda's poller is written in Java. */
  readonly headers: readonly Readonly<Record<string, readonly number[] | null>>[];
}

/** Under which name records of a partition stand in an event, and in a batch item failure. */
export const topicPartitionName = (topic: string, partition: number): string => `${topic}-${partition}`;
