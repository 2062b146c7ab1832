import type { SourceRecord } from '../../connect/record.ts';
import type { TransactionContext } from '../../connect/source-task.ts';
import type { RecordEnd } from './transaction-boundary.ts';

/** What a task asks for, and what that means for the records it returns; follows `WorkerTransactionContext`. */
export interface TransactionRequests {
  readonly context: TransactionContext;
  /** What ends with each record of a poll that ends something. */
  endsOf(records: readonly SourceRecord[]): ReadonlyMap<SourceRecord, RecordEnd>;
}

export const createTransactionRequests = (): TransactionRequests => {
  let ofBatch: RecordEnd = 'POLL';
  let ofRecords = new Map<SourceRecord, RecordEnd>();
  const request = (end: 'COMMIT' | 'ABORT') => (record?: SourceRecord) => {
    if (record === undefined) ofBatch = end;
    else ofRecords.set(record, end);
  };
  return {
    context: { commitTransaction: request('COMMIT'), abortTransaction: request('ABORT') },
    endsOf: (records) => {
      const ends = ofRecords;
      const last = records.at(-1);
      if (last === undefined) return ends;
      if (ofBatch !== 'POLL' || !ends.has(last)) ends.set(last, ofBatch);
      ofBatch = 'POLL';
      ofRecords = new Map();
      return ends;
    },
  };
};
