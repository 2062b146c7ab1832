import { RetriableError } from '../../connect/errors.ts';
import type { PartitionOffset, TopicPartitionOffset } from '../../connect/offset.ts';
import type { ProducerRecord } from '../../kafka/port.ts';
import type { OffsetBackingStore } from '../../storage/offset-backing-store.ts';
import type { PendingOffsets } from '../../storage/pending-offsets.ts';
import type { Lease } from '../../storage/status-backing-store.ts';
import type { Clock } from '../clock.ts';
import type { AcknowledgedOffsets } from '../source/acknowledged-offsets.ts';
import { withUpdates } from '../source/updated-offsets.ts';
import type { TakenOverTask } from './take-over-task.ts';

/** Transactions of records in Kafka whose offsets are stored elsewhere, and yet count exactly if the records do. */
export interface OffsetTransactions {
  /** Sends within the transaction; the first send begins one. */
  send(records: readonly ProducerRecord[]): Promise<readonly TopicPartitionOffset[]>;
  /** Commits what was sent, with all offsets acknowledged so far. */
  commit(): Promise<void>;
  /** What was sent never happened; its offsets go with the next commit, as in Kafka Connect. */
  abort(): Promise<void>;
  /**
   * Takes over the offsets of the last commit, if no other has followed, and then stores what moved without records.
   *
   * @returns whether anything did.
   */
  settle(): Promise<boolean>;
}

export interface OffsetTransactionOptions extends TakenOverTask {
  readonly offsets: OffsetBackingStore;
  readonly lease: Lease;
  readonly acknowledged: AcknowledgedOffsets;
  readonly clock: Clock;
  /** The task's `updateOffsets`. */
  update(changes: readonly PartitionOffset[]): readonly PartitionOffset[];
  /** How long to keep trying to store offsets, in milliseconds. */
  readonly timeoutMs: number;
}

const BACKOFF_MS = 200;

/**
 * The offsets are stored as pending under the transaction's number, then Kafka commits that number with the records: one
 * write a transaction, since it also takes over the offsets of the transaction before. Whoever comes after a crash asks Kafka
 * for the number (see `takeOverTask`).
 */
export const createOffsetTransactions = (options: OffsetTransactionOptions): OffsetTransactions => {
  const { producer, control, offsets, lease, acknowledged, clock } = options;
  let committed = options.committed;
  let pending: PendingOffsets | undefined;
  let hasSent = false;

  const replacePending = async (to: PendingOffsets | undefined): Promise<void> => {
    const giveUpAt = clock.now() + options.timeoutMs;
    for (;;) {
      try {
        await offsets.replacePending(lease, { from: pending, committed: true, to });
        pending = to;
        return;
      } catch (error) {
        if (!(error instanceof RetriableError) || clock.now() + BACKOFF_MS > giveUpAt) throw error;
        await clock.sleep(BACKOFF_MS);
      }
    }
  };

  return {
    send: async (records) => {
      if (records.length === 0) return [];
      hasSent = true;
      return producer.send(records);
    },
    commit: async () => {
      const changes = withUpdates(acknowledged.take(), options.update);
      if (!hasSent && changes.length === 0) return;
      const next = { task: lease.task, sequence: committed + 1, offsets: changes };
      await Promise.all([
        replacePending(next),
        producer.sendOffset(control.groupId, { topic: control.topic, partition: 0, offset: next.sequence }),
      ]);
      await producer.commit();
      committed = next.sequence;
      hasSent = false;
    },
    abort: async () => {
      if (hasSent) await producer.abort();
      hasSent = false;
    },
    settle: async () => {
      // After a commit whose end is not known, only Kafka can say: the next run asks it.
      if (pending?.sequence === committed) await replacePending(undefined);
      if (pending !== undefined) return false;
      const moved = options.update([]);
      if (moved.length > 0) await offsets.put(lease, moved);
      return moved.length > 0;
    },
  };
};
