import type { RawConfig } from './connector.ts';
import type { Logger } from './logger.ts';
import type { OffsetStorageReader, PartitionOffset, TopicPartitionOffset } from './offset.ts';
import type { SourceRecord } from './record.ts';

/**
 * Lets a task say where transactions end (`transaction.boundary=connector`); follows
 * `org.apache.kafka.connect.source.TransactionContext`. Requests take effect at the next batch that `poll` returns.
 */
export interface TransactionContext {
  /** Commit after the next batch, or right after that record of it. */
  commitTransaction(record?: SourceRecord): void;
  /** Abort after the next batch, or right after that record of it; the aborted records' offsets are kept as read. */
  abortTransaction(record?: SourceRecord): void;
}

/** A record of a topic that is read as a log; what is no UTF-8 shows replacement characters. */
export interface TopicLogRecord {
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
}

/** A topic that is read as a log of texts and appended to, each text a record's value; it has one partition. */
export interface TopicLog {
  /** All texts so far, from the first one on. */
  read(): AsyncIterable<string>;
  /** The records from that offset on, up to those that there are when it is called. */
  readFrom(offset: number): AsyncIterable<TopicLogRecord>;
  /** The offset that the next record gets. */
  end(): Promise<number>;
  /** Resolves when all in-sync replicas have them. */
  append(texts: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Opens topics in which a connector of the original keeps its state. */
export interface TopicLogs {
  /** @param options `properties` are those of a Kafka client; the worker's own are taken where there are none. */
  open(options: {
    readonly topic: string;
    readonly bootstrapServers: string;
    readonly properties: RawConfig;
  }): Promise<TopicLog>;
}

/** What the runtime gives a source task; follows `org.apache.kafka.connect.source.SourceTaskContext`. */
export interface SourceTaskContext {
  readonly connector: string;
  readonly task: number;
  /** Names this start of the task: runs share it until the task is restarted by hand or configured anew. */
  readonly incarnation: string;
  /** The task's configuration with secrets resolved. */
  readonly configs: RawConfig;
  readonly offsetStorageReader: OffsetStorageReader;
  /** `null` unless the task runs exactly-once with `transaction.boundary=connector`. */
  readonly transactionContext: TransactionContext | null;
  /** Absent where the task's host has no Kafka client for it. */
  readonly topicLogs?: TopicLogs;
  /** Asks for new task configurations, such as after tables appeared. Takes effect after the current batch. */
  requestTaskReconfiguration(): void;
  readonly log: Logger;
}

/**
 * The data plane of a source; follows `org.apache.kafka.connect.source.SourceTask`. The runtime makes one call at a time
 * to a task, but `commitRecord` may come between two polls. `start` is the plugin's (see `defineSourceTask`).
 */
export interface SourceTask {
  /**
   * Returns the next records, or `null` or nothing when there are none *right now*. May wait for data, for a second or
   * so at most, and returns early when `signal` fires: an empty answer tells the runtime that the source is idle.
   *
   * @throws RetriableError to be polled again after a back-off; any other error fails the task.
   */
  poll(signal: AbortSignal): Promise<readonly SourceRecord[] | null>;
  /** A record is in Kafka (`metadata`), or was dropped by a transformation or tolerated error (`null`). */
  commitRecord?(record: SourceRecord, metadata: TopicPartitionOffset | null): void;
  /**
   * Offsets are about to be stored, those of acknowledged records or none: what it returns is stored in the same step, ahead of
   * them. For what moves on without records, such as a log in which nothing is captured; follows `SourceTask.updateOffsets` of
   * KIP-910. Called again until a step succeeds; `commit` follows it.
   */
  updateOffsets?(acknowledged: readonly PartitionOffset[]): readonly PartitionOffset[];
  /** All offsets so far are stored; now the source may be told to forget what it sent. */
  commit?(): Promise<void>;
  /** Releases everything; called once, also after a failure. No other method is under way or follows. */
  stop?(): Promise<void>;
}
