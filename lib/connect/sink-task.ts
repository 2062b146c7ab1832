import type { RawConfig } from './connector.ts';
import type { Logger } from './logger.ts';
import type { TopicPartition, TopicPartitionOffset } from './offset.ts';
import type { SinkRecord } from './record.ts';

/**
 * Takes records that the sink could not store but wants to go on without (KIP-610); follows
 * `org.apache.kafka.connect.sink.ErrantRecordReporter`. The runtime waits for all reports before the batch counts as done.
 */
export interface ErrantRecordReporter {
  /** @throws ConnectError when the connector tolerates no errors: the task then fails. */
  report(record: SinkRecord, error: Error): Promise<void>;
}

/** What the runtime gives a sink task; follows `org.apache.kafka.connect.sink.SinkTaskContext`. */
export interface SinkTaskContext {
  readonly connector: string;
  readonly task: number;
  /** The task's configuration with secrets resolved. */
  readonly configs: RawConfig;
  /** The partitions of the batch in hand. */
  assignment(): readonly TopicPartition[];
  /** Rewinds: these partitions are delivered again from these offsets on. */
  offset(offsets: readonly TopicPartitionOffset[]): void;
  /** How long to wait before a batch that failed with `RetriableError` is delivered again, in milliseconds. */
  timeout(timeoutMs: number): void;
  /** Deliver nothing more of these partitions until they are resumed. */
  pause(...partitions: readonly TopicPartition[]): void;
  resume(...partitions: readonly TopicPartition[]): void;
  /** Every batch is committed at its end, so there is nothing to hurry; kept for connectors that call it. */
  requestCommit(): void;
  /** `null` where errors are not tolerated and there is no dead letter queue. */
  readonly errantRecordReporter: ErrantRecordReporter | null;
  readonly log: Logger;
}

/**
 * The data plane of a sink; follows `org.apache.kafka.connect.sink.SinkTask`. A task lives from batch to batch in a warm
 * function and may vanish between any two: what must last is in the target or in Kafka's offsets. Batches may come
 * again, whole or from the middle: a task writes so that twice is as good as once, or says that it can't.
 */
export interface SinkTask {
  /**
   * Stores the records, or accepts them for {@link flush}. Offsets of one partition grow within and across calls.
   *
   * @throws RetriableError: the same batch comes again; any other error fails the task. A bad record is better reported
   * to the errant record reporter than thrown.
   */
  put(records: readonly SinkRecord[]): Promise<void>;
  /** Makes everything put so far durable; called at the end of every batch, before its offsets are committed. */
  flush?(offsets: readonly TopicPartitionOffset[]): Promise<void>;
  /**
   * Says how far the offsets may be committed, at most `offsets`; without it, {@link flush} is called and all are.
   * A partition left out keeps its committed offset: its records of this batch come again.
   */
  preCommit?(offsets: readonly TopicPartitionOffset[]): Promise<readonly TopicPartitionOffset[]>;
  /** Partitions seen for the first time, before their first record is put. */
  open?(partitions: readonly TopicPartition[]): Promise<void>;
  /** Partitions that will not be delivered any more, before {@link stop}. */
  close?(partitions: readonly TopicPartition[]): Promise<void>;
  stop?(): Promise<void>;
}
