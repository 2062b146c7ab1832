import type { Struct } from '../../../connect/struct.ts';
import type { UnplacedRecord } from '../change-records.ts';
import { createTransactionMonitor, type TransactionRecord } from '../transaction-monitor.ts';
import type { OperationTime } from './bson/bson-value.ts';
import type { ChangeEvent } from './change-event.ts';
import type { OpenTransaction } from './position.ts';
import { isBefore } from './resume-token.ts';

/** Tells transactions of several documents; follows `TransactionMonitor` and `MongoDbEventMetadataProvider`. */
export interface Transactions {
  /** What goes before a change: the end of the transaction before it, the begin of its own. */
  enter(change: ChangeEvent): readonly UnplacedRecord[];
  /** The block for the change's event; `null` outside of transactions. */
  block(collection: string): Struct | null;
  /** The stream has come so far: a transaction before is at its end, since all of it has one time. */
  reached(time: OperationTime): UnplacedRecord | null;
  readonly open: OpenTransaction | null;
}

const timeOf = ({ wallTime, time }: ChangeEvent): number => wallTime ?? time.sec * 1000;

/** Where nobody asked for transactions. */
const silent: Transactions = { enter: () => [], block: () => null, reached: () => null, open: null };

export const createTransactions = (topic: string | null, from: OpenTransaction | null): Transactions => {
  if (topic === null) return silent;
  const monitor = createTransactionMonitor(from?.counts);
  let id = from?.id ?? null;
  let last: { readonly time: OperationTime; readonly ms: number } | undefined;

  const told = ({ key, value }: TransactionRecord): UnplacedRecord => ({
    topic,
    kafkaPartition: null,
    keySchema: key.schema,
    key,
    valueSchema: value.schema,
    value,
    timestamp: null,
    headers: [],
  });
  const end = (ms: number): readonly UnplacedRecord[] => {
    if (id === null) return [];
    const ended = told(monitor.end(id, ms));
    id = null;
    return [ended];
  };

  return {
    enter: (change) => {
      const { session } = change;
      const next = session === null ? null : `${session.lsid}:${session.txnNumber}`;
      const ms = timeOf(change);
      last = { time: change.time, ms };
      if (next === id) return [];
      const ended = end(ms);
      id = next;
      return next === null ? ended : [...ended, told(monitor.begin(next, ms))];
    },
    block: (collection) => (id === null ? null : monitor.event(id, collection)),
    reached: (time) => {
      if (last === undefined || !isBefore(last.time, time)) return null;
      return end(last.ms)[0] ?? null;
    },
    get open() {
      return id === null ? null : { id, counts: monitor.counts() };
    },
  };
};
