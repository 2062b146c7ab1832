import type { SourceTask } from '../../connect/source-task.ts';
import type { ProducerRecord } from '../../kafka/port.ts';
import type { Clock } from '../clock.ts';
import type { AcknowledgedOffsets } from '../source/acknowledged-offsets.ts';
import { commitRecords } from '../source/commit-records.ts';
import type { OffsetFlusher } from '../source/offset-flusher.ts';
import {
  type OutgoingRecord,
  type Positions,
  polledRecords,
  sendOutgoing,
  written,
} from '../source/outgoing-record.ts';
import { createSendQueue, type SendQueue } from '../source/send-queue.ts';
import type { SourceTaskMeter } from '../task-meters.ts';
import type { OffsetTransactions } from './offset-transactions.ts';
import type { TransactionBoundary, TransactionState } from './transaction-boundary.ts';

export interface TransactionalSenderOptions {
  readonly transactions: OffsetTransactions;
  readonly boundary: TransactionBoundary;
  readonly acknowledged: AcknowledgedOffsets;
  readonly task: SourceTask;
  readonly clock: Clock;
  readonly meter: SourceTaskMeter;
  isLetter(out: ProducerRecord): boolean;
  announceTopics(batch: readonly OutgoingRecord[]): Promise<void>;
  onAbandoned(): void;
}

/**
 * Sends records in transactions that end where the boundary says; follows `ExactlyOnceWorkerSourceTask`. A fault ends the
 * run: Kafka aborts what was not committed, and the next run reads it again.
 */
export const createTransactionalSender = (
  options: TransactionalSenderOptions,
): { readonly sender: SendQueue; readonly flusher: OffsetFlusher } => {
  const { transactions, boundary, acknowledged, task, clock } = options;
  let records = 0;
  let since = 0;
  /** Whether what is in the transaction ends where something ends: a run may be told to end within a poll. */
  let isWhole = true;
  let failed = false;
  let sent: Array<{ readonly batch: readonly OutgoingRecord[]; readonly positions: Positions }> = [];
  let last: Promise<void> = Promise.resolve();

  /** One after the other; nothing comes after a fault. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(async () => {
      if (failed) return;
      try {
        await work();
      } catch (error) {
        failed = true;
        throw error;
      }
    });
    last = done.catch(() => undefined);
    return done;
  };

  const state = (more: boolean): TransactionState => ({ records, since, more });

  const tellTask = async (): Promise<void> => {
    const told = sent;
    sent = [];
    for (const one of told) commitRecords(task, one, options.isLetter);
    await task.commit?.();
  };

  const commit = async (): Promise<void> => {
    const begin = clock.now();
    const size = records;
    records = 0;
    try {
      await transactions.commit();
      options.meter.transaction(size);
      options.meter.committed(true, clock.now() - begin);
    } catch (error) {
      options.meter.committed(false, clock.now() - begin);
      throw error;
    }
  };

  const end = async (how: 'COMMIT' | 'ABORT'): Promise<void> => {
    if (how === 'COMMIT') {
      await commit();
      await tellTask();
    } else {
      records = 0;
      await transactions.abort();
      sent = sent.map(({ batch }) => ({ batch, positions: [] }));
    }
  };

  const send = async (batch: readonly OutgoingRecord[]): Promise<void> => {
    if (batch.length === 0) return;
    if (records === 0) since = clock.now();
    records += batch.length;
    isWhole = batch.at(-1)?.end !== undefined;
    const positions = await sendOutgoing(batch, transactions.send);
    options.meter.acknowledged(batch.length, written(positions));
    acknowledged.add(polledRecords(batch));
    if (task.commitRecord !== undefined) sent.push({ batch, positions });
  };

  /** Cuts the batch where transactions end in it. */
  const deliver = async (batch: readonly OutgoingRecord[], hasMore: () => boolean): Promise<void> => {
    let from = 0;
    for (const [index, outgoing] of batch.entries()) {
      if (outgoing.end === undefined) continue;
      const more = index + 1 < batch.length || hasMore();
      const counted = { ...state(more), records: records + index + 1 - from };
      const how = boundary.after(outgoing.end, counted);
      if (how === undefined) continue;
      await send(batch.slice(from, index + 1));
      await end(how);
      from = index + 1;
    }
    await send(batch.slice(from));
  };

  const sender = createSendQueue((batch, { hasMore }) =>
    inTurn(async () => {
      await options.announceTopics(batch);
      await deliver(batch, hasMore);
    }),
  );

  const settle = async (): Promise<void> => {
    if (await transactions.settle()) await task.commit?.();
  };

  return {
    sender,
    flusher: {
      flush: async () => {
        await inTurn(async () => {
          if (records === 0) await settle();
          else if (boundary.isDue(state(false))) await end('COMMIT');
        });
        // Nothing is told before its offset counts.
        return true;
      },
      finish: async () => {
        if (!sender.isIdle()) return options.onAbandoned();
        await inTurn(async () => {
          if (records > 0) await end(isWhole ? boundary.atEnd : 'ABORT');
          await settle();
        });
      },
    },
  };
};
