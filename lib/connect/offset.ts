/** What an offset or a partition may hold: JSON scalars; an integer beyond 2^53 is a `bigint`. */
export type OffsetValue = string | number | bigint | boolean | null;

/** Names one independently resumable part of a source, such as `{"filename":"/a.txt"}`. */
export type SourcePartition = Readonly<Record<string, OffsetValue>>;

/** A position in a source partition, such as `{"position":42}`. */
export type SourceOffset = Readonly<Record<string, OffsetValue>>;

/** A partition and how far it is read. */
export interface PartitionOffset {
  readonly partition: SourcePartition;
  readonly offset: SourceOffset;
}

/** Reads the stored offsets of this connector; follows `org.apache.kafka.connect.storage.OffsetStorageReader`. */
export interface OffsetStorageReader {
  /** The offset stored for that partition, or `null` when it was never read. */
  offset(partition: SourcePartition): Promise<SourceOffset | null>;
  /** As {@link offset} for many partitions in one go, in the order asked. */
  offsets(partitions: readonly SourcePartition[]): Promise<ReadonlyArray<SourceOffset | null>>;
}

/** A partition of a Kafka topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** The next offset to consume of a topic partition; follows Kafka's `OffsetAndMetadata`. */
export interface TopicPartitionOffset extends TopicPartition {
  readonly offset: number;
}
