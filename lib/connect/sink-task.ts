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

/**
 * What the user wants of a sink's deliveries (`delivery.guarantee`):
 *
 * - `at_least_once`: Kafka's offsets are committed after a batch is stored; after a crash it comes again;
 * - `at_most_once`: a batch is claimed before it is put and never comes again;
 * - `exactly_once`: batches come again, but what the target holds stays as if they came once; see {@link SinkTask}.
 */
export type DeliveryGuarantee = 'at_least_once' | 'at_most_once' | 'exactly_once';

/** A record that a sink writes to a topic of its own. */
export interface ReportRecord {
  readonly value: string;
  /** In order. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
}

/** A topic to which a sink reports, created where it is missing. */
export interface ReportTopic {
  readonly topic: string;
  readonly partitions: number;
  /** -1 for the broker's default. */
  readonly replicationFactor: number;
}

/** What a sink task remembers of a topic partition, beside the offset that Kafka keeps of it. */
export interface PartitionState extends TopicPartition {
  /** The next offset that the task wants. Who alters the connector's offsets over REST changes this, and nothing else. */
  readonly position: number;
  /** Whatever the task needs to go on there, as text of its own; some 300 KB at most, since DynamoDB's items end at 400. */
  readonly text: string;
}

/**
 * A small durable memory for tasks whose work spans batches, such as files that grow over many of them. It is in the worker's offset
 * store, belongs to the connector's name, outlives restarts and deletion as offsets do, and is shared by all invocations of the
 * connector. Two of them may be at work at once (an old one that was taken for dead), so that every write compares.
 */
export interface SinkTaskState {
  /** Of all partitions of this connector. */
  all(): Promise<readonly PartitionState[]>;
  /** Of these partitions, in the order asked; `null` where there is none. Reads are consistent. */
  get(partitions: readonly TopicPartition[]): Promise<ReadonlyArray<PartitionState | null>>;
  /**
   * Puts one state in the place of another, whole or not at all.
   *
   * @param from what was read, or written last; `null` when there was none.
   * @throws RetriableError when something else is stored by now: read again, and decide again.
   */
  replace(from: PartitionState | null, to: PartitionState): Promise<void>;
}

/** What the runtime gives a sink task; follows `org.apache.kafka.connect.sink.SinkTaskContext`. */
export interface SinkTaskContext {
  readonly connector: string;
  readonly task: number;
  /** The task's configuration with secrets resolved. */
  readonly configs: RawConfig;
  /** `exactly_once` only where the connector's `exactlyOnceSupport` says that it is supported. */
  readonly deliveryGuarantee: DeliveryGuarantee;
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
  /** What the connector's tasks remember from batch to batch. */
  readonly state: SinkTaskState;
  /** `null` where errors are not tolerated and there is no dead letter queue. */
  readonly errantRecordReporter: ErrantRecordReporter | null;
  /**
   * Writes what came of records, such as an API's answers, to the worker's Kafka. Follows the reporter of Confluent's HTTP sink,
   * which has a producer of its own. Resolves when all is acknowledged; a batch that comes again reports again.
   *
   * @throws RetriableError when Kafka cannot take them now.
   */
  reportTo(topic: ReportTopic, records: readonly ReportRecord[]): Promise<void>;
  readonly log: Logger;
}

/**
 * The data plane of a sink; follows `org.apache.kafka.connect.sink.SinkTask`. A task lives from batch to batch in a warm
 * function and may vanish between any two: what must last is in the target or in Kafka's offsets. Batches may come
 * again, whole or from the middle: a task writes so that twice is as good as once, or says that it can't.
 *
 * **Unrolling.** Under `errors.tolerance=all` a `DataError` out of {@link put}, {@link flush} or {@link preCommit} is taken to be
 * about some record of the batch. The batch is then halved, and the halves halved, each put *and flushed* by itself in order,
 * until the records that cannot be stored stand alone: they go to the dead letter queue under the stage TASK_PUT, the rest is
 * stored. So a task throws a `DataError` only when
 *
 * - the failed call has stored nothing (a transaction was rolled back), or what it stored bears being put again; and
 * - records that it still holds of the failed call may come again in a later one, or be made durable by a later `flush`.
 *
 * A task that has stored a part for good and cannot repeat it throws a plain `ConnectError`: the task then fails, as under
 * `errors.tolerance=none`. Under at-most-once nothing is put a second time: all records of the failed call are dead letters.
 *
 * Parts of a batch are flushed without being committed in Kafka: a task whose files end with every flush reports its bad records
 * instead of throwing.
 *
 * **Exactly once.** Under `delivery.guarantee=exactly_once` a task either writes so that any redelivery from the committed offset
 * on, however long its batches, leaves the target as it was (keyed upserts, object names that depend on the records alone), or
 * it keeps the offsets with the data and has {@link committedOffsets}. The former holds for one invocation of a partition at a
 * time; the latter also refuses zombies:
 *
 * - `put` writes the records and, for each partition among them, the next offset (that of its last record plus one), in one
 *   transaction of the target. Partitions and offsets are those of Kafka: `originalTopic`, `originalKafkaPartition`,
 *   `originalKafkaOffset`, since a transformation may have renamed the topic. Records that were reported to the errant record
 *   reporter count as written. The transaction is committed when `put`, or the `flush` or `preCommit` after it, returns.
 * - The transaction compares: it is committed only where the stored offset of each of its partitions is still the one that the
 *   task knows, from `committedOffsets` or from its own last transaction; where none was stored, there still must be none.
 *   Otherwise another invocation has written meanwhile (a mapping was made anew while the old one's last batch was under way,
 *   or a function was taken for dead): the task rolls back and throws a `RetriableError`.
 * - The runtime calls `committedOffsets` for a partition before the first of its batches that this task sees, before one that
 *   does not begin where the last one ended (another warm function had those in between), and after any failed `put` or
 *   `flush`. Then it leaves out the records below the stored offset. It may still be lower than what Kafka has committed:
 *   records that a transformation dropped, or that became dead letters, are not put.
 * - The offsets belong to the connector's name: two connectors that write to one target do not see each other's.
 *
 * Dead letters are not part of that transaction: after a crash a record may be in the dead letter topic twice. A topic that is
 * deleted and made anew counts from 0 again: its stored offsets must be removed from the target by hand, as must be those of
 * records that are to be delivered again.
 */
export interface SinkTask {
  /**
   * Stores the records, or accepts them for {@link flush}. Offsets of one partition grow within and across calls, until a call
   * fails: its records, or a part of them, are put again then. Connectors with {@link SinkConnector.ticks} are called without
   * records now and then, as Kafka Connect does where none arrive, and flushed.
   *
   * @throws RetriableError: the same records come again; DataError: a record is bad, see *Unrolling*; any other error fails
   * the task. A bad record is better reported to the errant record reporter than thrown.
   */
  put(records: readonly SinkRecord[]): Promise<void>;
  /**
   * Makes everything put so far durable; called at the end of every batch, before its offsets are committed, and between the
   * parts of an unrolled one. After a failure the records put since the last success come again.
   */
  flush?(offsets: readonly TopicPartitionOffset[]): Promise<void>;
  /**
   * Says how far the offsets may be committed, at most `offsets`; without it, {@link flush} is called and all are.
   * A partition left out keeps its committed offset: its records of this batch come again.
   */
  preCommit?(offsets: readonly TopicPartitionOffset[]): Promise<readonly TopicPartitionOffset[]>;
  /**
   * The next offset that the target lacks of each of these partitions, read from the target; partitions of which it holds
   * nothing are left out. Present where the task keeps offsets with its data; called under exactly-once only, after
   * {@link open}, and never while `put` or `flush` is under way.
   */
  committedOffsets?(partitions: readonly TopicPartition[]): Promise<readonly TopicPartitionOffset[]>;
  /** Partitions seen for the first time, before their first record is put. */
  open?(partitions: readonly TopicPartition[]): Promise<void>;
  /** Partitions that will not be delivered any more, before {@link stop}. */
  close?(partitions: readonly TopicPartition[]): Promise<void>;
  stop?(): Promise<void>;
}
