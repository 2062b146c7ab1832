import type { SourceOffset } from '../../../connect/offset.ts';
import type { Struct } from '../../../connect/struct.ts';
import type { UnplacedRecord } from '../change-records.ts';
import { type EventTime, eventTimeOf } from '../event-clock.ts';
import { createTransactionMonitor } from '../transaction-monitor.ts';
import { transactionRecord } from '../transaction-records.ts';
import type { EventHeader } from './binlog/events.ts';
import type { Place } from './place.ts';
import type { InTransaction } from './position.ts';

/** A transaction that is being read, or a statement that is one by itself. */
export interface CurrentTransaction {
  readonly id: string;
  readonly gtid: string | null;
  readonly thread: number | null;
  /** Its commit's moment where GTIDs tell it. */
  readonly us: number | null;
  /** How many of its events were read. */
  events: number;
  /** The statement that made the changes which come next. */
  statement: string | null;
}

export interface Gtid {
  readonly gtid: string;
  readonly us: number | null;
}

export interface Transactions {
  current(): CurrentTransaction | undefined;
  begin(header: EventHeader, gtid: Gtid | null, thread: number | null): CurrentTransaction;
  end(): void;
  timeOf(header: EventHeader): EventTime;
  /** How many of an event's rows, and of the records of the next row, an earlier run has made; all rows if it has done the event. */
  done(): { readonly rows: number; readonly records: number };
  offset(header: EventHeader, at: Omit<InTransaction, 'gtid'>): SourceOffset;
  /** Where transactions are told: the block for an event, else `null`. */
  block(collection: string): Struct | null;
  /** Whether events are counted, also those that an earlier run has made. */
  readonly counts: boolean;
  beginRecord(header: EventHeader): UnplacedRecord | null;
  endRecord(header: EventHeader): UnplacedRecord | null;
}

export interface TransactionSettings {
  readonly place: Place;
  readonly resume: InTransaction | null;
  /** The topic where transactions are told, or `null`. */
  readonly topic: string | null;
}

const NOTHING = { rows: 0, records: 0 };
const ALL = { rows: Number.MAX_SAFE_INTEGER, records: Number.MAX_SAFE_INTEGER };

export const createTransactions = ({ place, resume, topic }: TransactionSettings): Transactions => {
  const monitor = createTransactionMonitor();
  /** Of the first transaction only. */
  let resumed = resume;
  let current: CurrentTransaction | undefined;
  /** Other sources' transactions may come first where a replica has taken over. */
  const isResumed = (): boolean =>
    resumed !== null && (resumed.gtid === null || current === undefined || resumed.gtid === current.gtid);
  const timeOf = ({ seconds }: EventHeader): EventTime => eventTimeOf(current?.us ?? seconds * 1_000_000);
  return {
    current: () => current,
    begin: (header, gtid, thread) => {
      const id = gtid?.gtid ?? `file=${place.log.file},pos=${header.start}`;
      current = { id, gtid: gtid?.gtid ?? null, us: gtid?.us ?? null, thread, events: 0, statement: null };
      return current;
    },
    end: () => {
      if (isResumed()) resumed = null;
      current = undefined;
    },
    timeOf,
    done: () => {
      if (resumed === null || !isResumed()) return NOTHING;
      const events = current?.events ?? 0;
      if (events > resumed.events) return NOTHING;
      return events < resumed.events ? ALL : resumed;
    },
    offset: (header, at) =>
      place.changeOffset(header, { gtid: current?.gtid ?? null, ...at }, topic === null ? null : (current?.id ?? null)),
    counts: topic !== null,
    block: (collection) => (topic === null || current === undefined ? null : monitor.event(current.id, collection)),
    beginRecord: (header) => {
      if (topic === null || current === undefined) return null;
      const begun = monitor.begin(current.id, timeOf(header).ms);
      return isResumed() ? null : transactionRecord(topic, begun);
    },
    endRecord: (header) =>
      topic === null || current === undefined
        ? null
        : transactionRecord(topic, monitor.end(current.id, timeOf(header).ms)),
  };
};
