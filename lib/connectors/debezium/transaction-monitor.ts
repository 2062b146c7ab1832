import { Struct } from '../../connect/struct.ts';
import {
  TRANSACTION_BLOCK,
  TRANSACTION_COLLECTION,
  TRANSACTION_KEY,
  TRANSACTION_VALUE,
} from './transaction-schemas.ts';

/** A transaction's begin or end for the transaction topic. */
export interface TransactionRecord {
  readonly key: Struct;
  readonly value: Struct;
}

/** Counts the events of the current transaction; follows `io.debezium.pipeline.txmetadata.TransactionMonitor`. */
export interface TransactionMonitor {
  begin(id: string, tsMs: number): TransactionRecord;
  /** The block for an event's envelope. */
  event(id: string, collection: string): Struct;
  end(id: string, tsMs: number): TransactionRecord;
  /** Events of the current transaction so far, by collection: for a run that goes on within it. */
  counts(): ReadonlyMap<string, number>;
}

const record = (
  status: 'BEGIN' | 'END',
  id: string,
  tsMs: number,
  counts: ReadonlyMap<string, number> | null,
): TransactionRecord => {
  const collections = counts === null ? null : [...counts].map((entry) => new Struct(TRANSACTION_COLLECTION, entry));
  const total = counts === null ? null : [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    key: new Struct(TRANSACTION_KEY, [id]),
    value: new Struct(TRANSACTION_VALUE, [status, id, total, collections, tsMs]),
  };
};

export const createTransactionMonitor = (counted: ReadonlyMap<string, number> = new Map()): TransactionMonitor => {
  let counts = new Map(counted);
  let total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    begin: (id, tsMs) => {
      counts = new Map();
      total = 0;
      return record('BEGIN', id, tsMs, null);
    },
    event: (id, collection) => {
      const order = (counts.get(collection) ?? 0) + 1;
      counts.set(collection, order);
      total += 1;
      return new Struct(TRANSACTION_BLOCK, [id, total, order]);
    },
    end: (id, tsMs) => record('END', id, tsMs, counts),
    counts: () => counts,
  };
};
