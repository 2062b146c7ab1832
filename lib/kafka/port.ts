import type { RawHeader } from '../connect/converter.ts';
import type { TopicPartitionOffset } from '../connect/offset.ts';
import type { TimestampType } from '../connect/record.ts';

/** A record as the producer takes it. */
export interface ProducerRecord {
  readonly topic: string;
  /** `null` lets the partitioner choose: by key as Kafka's default partitioner (murmur2), else spread over batches. */
  readonly partition: number | null;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** Milliseconds since the epoch; `null` for now. */
  readonly timestamp: number | null;
  readonly headers: readonly RawHeader[];
}

/** Idempotent, acks=all. */
export interface KafkaProducer {
  /**
   * Sends a batch, over as many topics and partitions as it names; order within a partition is kept, also between calls.
   * Resolves when every record is acknowledged, with the records' positions in the order given.
   *
   * @throws RetriableError when it may work later (broker unreachable, not enough replicas); it may have been sent in part.
   * @throws ConnectError when it never will: the message names the cause.
   */
  send(records: readonly ProducerRecord[]): Promise<readonly TopicPartitionOffset[]>;
  close(): Promise<void>;
}

/**
 * A producer whose sends become visible together; follows the transactional half of
 * `org.apache.kafka.clients.producer.Producer`. A transaction begins with the first send after the last one ended. Any method
 * throws {@link ProducerFencedError} once a newer producer has taken the id over; after any other error of `send` or
 * `sendOffset` the transaction can only be aborted, by whoever takes the id next.
 */
export interface TransactionalProducer extends KafkaProducer {
  /** Makes a group's position part of the transaction (`sendOffsetsToTransaction`). */
  sendOffset(groupId: string, position: TopicPartitionOffset): Promise<void>;
  /** @throws RetriableError when nobody answers: whether it is committed is then only known to Kafka. */
  commit(): Promise<void>;
  abort(): Promise<void>;
}

/** A topic to create; settings under Kafka's own names (KIP-158). */
export interface NewTopic {
  readonly topic: string;
  /** -1 for the broker's default. */
  readonly partitions: number;
  /** -1 for the broker's default. */
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

/** The committed position of a consumer group; `offset` is the next one to consume. */
export interface KafkaAdmin {
  clusterId(): Promise<string>;
  topics(): Promise<readonly string[]>;
  /** Number of partitions, or `undefined` when there is no such topic. */
  partitions(topic: string): Promise<number | undefined>;
  /** @returns false when the topic was there already. */
  createTopic(topic: NewTopic): Promise<boolean>;
  /** The offsets that the group has committed on these topics. @param topics all it has, without. */
  groupOffsets(groupId: string, topics?: readonly string[]): Promise<readonly TopicPartitionOffset[]>;
  /** Commits offsets for a group that has no members. @throws ConnectError when it has. */
  alterGroupOffsets(groupId: string, offsets: readonly TopicPartitionOffset[]): Promise<void>;
  /** Forgets committed offsets of these topics; does nothing when there are none. */
  deleteGroupOffsets(groupId: string, topics: readonly string[]): Promise<void>;
  /** The first (`EARLIEST`) or the next (`LATEST`) offset of every partition. */
  listOffsets(topic: string, spec: 'EARLIEST' | 'LATEST'): Promise<readonly TopicPartitionOffset[]>;
  close(): Promise<void>;
}

/** A record as the consumer gives it. */
export interface ConsumerRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly timestampType: TimestampType;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: readonly RawHeader[];
}

/** Records of one partition, in order, with what is needed to commit them. */
export interface FetchedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ConsumerRecord[];
  /** False once the partition was given to another member: what is still in hand must be dropped. */
  isAssigned(): boolean;
}

export interface ConsumerOptions {
  readonly groupId: string;
  readonly topic: string;
  /** Where to begin when the group has committed nothing. */
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /**
   * Takes the records fetched of one partition; the next fetch of that partition waits for it. It must not take offsets
   * as committed: {@link KafkaConsumer.commit} does that.
   */
  onBatch(batch: FetchedBatch): Promise<void>;
  /** The consumer ended for good; it does not come back by itself. */
  onCrash(error: Error): void;
}

/** A member of a consumer group on one topic. */
export interface KafkaConsumer {
  commit(offsets: readonly TopicPartitionOffset[]): Promise<void>;
  /** Fetches the partition again from that offset on. */
  seek(position: TopicPartitionOffset): void;
  close(): Promise<void>;
}

/** Client settings under Kafka's own names, such as `security.protocol` or `compression.type`. */
export type ClientConfig = Readonly<Record<string, string>>;

/**
 * The way to Kafka. Everything in this project reaches it through here, so that the client behind it can be replaced.
 */
export interface Kafka {
  /** @throws RetriableError when no broker can be reached; ConfigError when a setting is wrong. */
  producer(config: ClientConfig): Promise<KafkaProducer>;
  /**
   * Takes over the settings' `transactional.id`: earlier producers of it are fenced off, and their open transaction is over,
   * committed or aborted, when this resolves (`initTransactions`).
   */
  transactionalProducer(config: ClientConfig): Promise<TransactionalProducer>;
  admin(config: ClientConfig): Promise<KafkaAdmin>;
  consumer(config: ClientConfig, options: ConsumerOptions): Promise<KafkaConsumer>;
}
