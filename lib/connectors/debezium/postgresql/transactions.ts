import type { SourceOffset } from '../../../connect/offset.ts';
import type { Struct } from '../../../connect/struct.ts';
import type { UnplacedRecord } from '../change-records.ts';
import { type EventTime, eventTimeOf } from '../event-clock.ts';
import { createTransactionMonitor, type TransactionRecord } from '../transaction-monitor.ts';
import { transactionRecord } from '../transaction-records.ts';
import type { Lsn, PgOutputMessage } from './pgoutput.ts';
import type { OpenTransaction, Place } from './place.ts';
import type { InTransaction, Position } from './position.ts';
import { parseSnapshot } from './transaction-snapshot.ts';

/** The transaction that is being read, and which of its changes are done already. */
export interface CurrentTransaction extends OpenTransaction {
  readonly time: EventTime;
  /** The rows of tables without key that a snapshot has read show all that it did. */
  readonly isSeen: boolean;
  origin: { readonly name: string; readonly lsn: Lsn } | null;
}

export interface Transactions {
  current(): CurrentTransaction | undefined;
  begin(lsn: Lsn, message: Extract<PgOutputMessage, { kind: 'begin' }>): CurrentTransaction;
  /** The next change of the current transaction: how many of its records were made by an earlier run. */
  advance(lsn: Lsn): number;
  /** The place before the change that comes next. */
  offsetBefore(): SourceOffset;
  end(): CurrentTransaction | undefined;
  /** Where transactions are told: the block for an event, else `null`. */
  block(collection: string): Struct | null;
  beginRecord(): UnplacedRecord | null;
  endRecord(lsn: Lsn): UnplacedRecord | null;
}

export interface TransactionSettings {
  readonly place: Place;
  readonly resume: InTransaction | null;
  readonly seen: Position['seen'];
  /** The topic where transactions are told, or `null`. */
  readonly topic: string | null;
}

const ALL = Number.MAX_SAFE_INTEGER;

/** How many records of a change are done, for a run that resumes in the middle of its transaction. */
const doneOf = (resume: InTransaction, lsn: Lsn, ordinal: number): number => {
  if (lsn !== resume.lsn) return lsn < resume.lsn ? ALL : 0;
  if (ordinal !== resume.ordinal) return ordinal < resume.ordinal ? ALL : 0;
  return resume.records ?? ALL;
};

export const createTransactions = ({ place, resume, seen, topic }: TransactionSettings): Transactions => {
  const monitor = createTransactionMonitor();
  const visible = seen === null ? undefined : parseSnapshot(seen.snapshot);
  let resumed = resume;
  let current: CurrentTransaction | undefined;

  const told = (record: TransactionRecord): UnplacedRecord | null => transactionRecord(topic, record);
  const id = (lsn: Lsn): string => `${current?.xid}:${lsn}`;

  return {
    current: () => current,
    begin: (lsn, { xid, commitUs, finalLsn }) => {
      if (place.seen !== null && finalLsn >= place.seen.until) place.forgetSeen();
      const isSeen = place.seen !== null && visible?.sees(xid) === true;
      if (resumed?.xid !== xid) resumed = null;
      current = { xid, us: commitUs, time: eventTimeOf(commitUs), lsn, ordinal: 0, isSeen, origin: null };
      return current;
    },
    advance: (lsn) => {
      if (current === undefined) return 0;
      current.ordinal = lsn === current.lsn ? current.ordinal + 1 : 1;
      current.lsn = lsn;
      return resumed === null ? 0 : doneOf(resumed, lsn, current.ordinal);
    },
    offsetBefore: () =>
      current === undefined ? place.cleanOffset(0, null, 'COMMIT') : place.changeOffset(current, 'INSERT', null),
    end: () => {
      const ended = current;
      current = undefined;
      resumed = null;
      return ended;
    },
    block: (collection) =>
      topic === null || current === undefined ? null : monitor.event(id(current.lsn), collection),
    beginRecord: () => {
      if (current === undefined || topic === null) return null;
      const begun = monitor.begin(id(current.lsn), current.time.ms);
      return resumed === null ? told(begun) : null;
    },
    endRecord: (lsn) => (current === undefined || topic === null ? null : told(monitor.end(id(lsn), current.time.ms))),
  };
};
