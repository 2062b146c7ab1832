import type { SourceOffset, SourcePartition } from '../connect/offset.ts';
import type { PendingOffsetStore } from './pending-offsets.ts';
import type { Lease } from './status-backing-store.ts';

/** The lease is not the latest one of its task: another run has taken over, and this one must stop without writing. */
export class FencedError extends Error {
  override readonly name = 'FencedError';

  constructor(lease: Pick<Lease, 'connector' | 'task' | 'epoch'>) {
    super(`Task ${lease.connector}-${lease.task} was taken over by a newer run; epoch ${lease.epoch} is fenced off`);
  }
}

export interface StoredOffset {
  readonly partition: SourcePartition;
  readonly offset: SourceOffset;
}

/** An offset to write; `null` forgets the partition. */
export interface OffsetChange {
  readonly partition: SourcePartition;
  readonly offset: SourceOffset | null;
}

/**
 * Offsets of source tasks by connector and source partition; follows
 * `org.apache.kafka.connect.storage.OffsetBackingStore`. Sink tasks that keep their own position (at-most-once) store it here
 * too, under `{"kafka_topic":…,"kafka_partition":…}`. Reads are consistent. Integers are exact to the last digit.
 */
export interface OffsetBackingStore extends PendingOffsetStore {
  /** All offsets of a connector. */
  offsets(connector: string): Promise<readonly StoredOffset[]>;
  /** The offsets of these partitions, in the order asked; `null` where there is none. */
  get(connector: string, partitions: readonly SourcePartition[]): Promise<ReadonlyArray<SourceOffset | null>>;
  /**
   * Writes offsets on behalf of a run, if its lease is still the newest of the task. Up to 99 partitions are written all or
   * none; more are written in several such steps.
   *
   * @throws FencedError when a newer epoch exists: nothing of this step was written.
   */
  put(lease: Lease, changes: readonly OffsetChange[]): Promise<void>;
  /**
   * Moves one partition from the offset that was read to another, without a lease: for sink tasks that keep their own
   * position, of which several may run at once.
   *
   * @param from what was read; `null` when there was none.
   * @throws ConflictError when the stored offset is another one.
   */
  advance(connector: string, partition: SourcePartition, from: SourceOffset | null, to: SourceOffset): Promise<void>;
  /** Writes offsets on behalf of a user, while the connector is STOPPED. */
  alter(connector: string, changes: readonly OffsetChange[]): Promise<void>;
}
