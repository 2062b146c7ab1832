import type { StoredOffset } from './offset-backing-store.ts';
import type { Lease } from './status-backing-store.ts';

/**
 * What an exactly-once task has sent in a transaction, kept aside until it is known whether Kafka committed it. The
 * `sequence` is what the transaction commits in Kafka, so that Kafka can be asked.
 */
export interface PendingOffsets {
  readonly task: number;
  readonly sequence: number;
  readonly offsets: readonly StoredOffset[];
}

export interface PendingReplacement {
  /** What is pending now, as far as the caller knows. */
  readonly from: PendingOffsets | undefined;
  /** Whether Kafka has committed `from`: its offsets then become the task's. */
  readonly committed: boolean;
  readonly to: Omit<PendingOffsets, 'task'> | undefined;
}

/** Offsets of transactions under way, one set a task at most. */
export interface PendingOffsetStore {
  /** Those of all tasks of a connector, by task number. */
  pendingOffsets(connector: string): Promise<readonly PendingOffsets[]>;
  /**
   * Puts one set in the place of another, all in one step. More than 97 committed offsets take several steps, of which the
   * last one replaces the set: repeating them does no harm.
   *
   * @throws FencedError when the lease is not the newest of its task, or something else is pending than `from`.
   */
  replacePending(lease: Lease, replacement: PendingReplacement): Promise<void>;
}
