import type { SourceRecord } from '../../connect/record.ts';
import type { SourceTask, TransactionContext } from '../../connect/source-task.ts';
import type { RecordEnd } from '../exactly-once/transaction-boundary.ts';
import type { OffsetFlusher } from './offset-flusher.ts';
import type { SendQueue } from './send-queue.ts';

/** How records and their offsets get where they belong, in one of the guarantees. */
export interface SourceDelivery {
  readonly sender: SendQueue;
  readonly flusher: OffsetFlusher;
  /** How often the flusher is called while the task runs, in milliseconds. */
  readonly flushIntervalMs: number;
}

/** A delivery that is ready: earlier runs can do nothing more, and their offsets are settled. */
export interface PreparedDelivery {
  readonly transactionContext: TransactionContext | null;
  /** What ends with the records of a poll that end something. */
  endsOf(records: readonly SourceRecord[]): ReadonlyMap<SourceRecord, RecordEnd>;
  begin(task: SourceTask): SourceDelivery;
}
