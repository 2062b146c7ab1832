import type { Clock } from '../clock.ts';

/** What ends with a record: what one `poll` returned, or a transaction, as the connector says. */
export type RecordEnd = 'POLL' | 'COMMIT' | 'ABORT';

export interface TransactionState {
  /** Records in the transaction so far. */
  readonly records: number;
  /** When its first record was sent, in milliseconds since the epoch. */
  readonly since: number;
  /** Whether more records wait to be sent. */
  readonly more: boolean;
}

/** When transactions end; follows `org.apache.kafka.connect.source.SourceTask.TransactionBoundary` (KIP-618). */
export interface TransactionBoundary {
  /** What to do after a record that ends something. */
  after(end: RecordEnd, state: TransactionState): 'COMMIT' | 'ABORT' | undefined;
  /** Whether a transaction is over although no more records come. */
  isDue(state: TransactionState): boolean;
  /** What becomes of a transaction that is open when the run ends between two polls. */
  readonly atEnd: 'COMMIT' | 'ABORT';
}

/** Beyond this a transaction is not made larger, so that its cost is small against that of its records. */
const ENOUGH_RECORDS = 2000;

/** With each poll. While records come faster than transactions end, several polls share one. */
export const pollBoundary: TransactionBoundary = {
  after: (_end, { records, more }) => (more && records < ENOUGH_RECORDS ? undefined : 'COMMIT'),
  isDue: () => true,
  atEnd: 'COMMIT',
};

/** At the first end of a poll after so many milliseconds. */
export const intervalBoundary = (intervalMs: number, { now }: Clock): TransactionBoundary => {
  const isDue = ({ since }: TransactionState): boolean => now() - since >= intervalMs;
  return { after: (_end, state) => (isDue(state) ? 'COMMIT' : undefined), isDue, atEnd: 'COMMIT' };
};

/** Where the connector says so, and nowhere else. */
export const connectorBoundary: TransactionBoundary = {
  after: (end) => (end === 'POLL' ? undefined : end),
  isDue: () => false,
  atEnd: 'ABORT',
};
