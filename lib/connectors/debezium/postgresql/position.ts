import { ConnectError } from '../../../connect/errors.ts';
import type { OffsetValue, SourceOffset } from '../../../connect/offset.ts';
import { parseProgress, type SnapshotProgress } from '../snapshot-progress.ts';
import type { Lsn } from './pgoutput.ts';

/** A change in the middle of a transaction: which, and how many of its records were made. */
export interface InTransaction {
  readonly xid: number;
  readonly lsn: Lsn;
  /** Which of the changes at that position, counted from 1: some share one. 0 is the transaction's begin. */
  readonly ordinal: number;
  /** `null` for all of them. */
  readonly records: number | null;
}

/** Where a run goes on. */
export interface Position {
  /** The end of the last transaction that was read whole: replication starts there. */
  readonly start: Lsn;
  /** The furthest that the offset names: nobody but this connector may have moved the slot beyond it. */
  readonly known: Lsn;
  /** That transaction's end as events tell it; `null` before the first one. */
  readonly lastCommit: Lsn | null;
  readonly inTransaction: InTransaction | null;
  readonly snapshot: SnapshotProgress | null;
  /** Transactions that the rows of tables without key show already, and up to where they may come. */
  readonly seen: { readonly snapshot: string; readonly until: Lsn } | null;
  /** Under which start of the connector the snapshot was made. */
  readonly incarnation: string | null;
}

const numberOf = (value: OffsetValue | undefined): number | null =>
  value === undefined || value === null ? null : Number(value);
const textOf = (value: OffsetValue | undefined): string | null => (typeof value === 'string' ? value : null);

/**
 * Reads a stored offset: our own, or one that Debezium wrote (`lsn_proc`, `lsn_commit`, `lsn`, `txId`).
 *
 * @throws ConnectError for one of neither form, such as an altered one.
 */
export const readOffset = (offset: SourceOffset): Position => {
  const lsn = numberOf(offset.lsn);
  const lastCommit = numberOf(offset.lsn_commit);
  const processed = numberOf(offset.lsn_proc);
  const start = lastCommit === null && processed === null ? lsn : Math.max(lastCommit ?? 0, processed ?? 0);
  if (start === null || !Number.isSafeInteger(start))
    throw new ConnectError(
      `The stored offset ${JSON.stringify(Object.keys(offset))} has no position: reset the offsets to begin anew`,
    );
  const ordinal = numberOf(offset.lsn_events_processed);
  const xid = numberOf(offset.txId);
  const progress = textOf(offset.snapshot_progress);
  const seen = textOf(offset.snapshot_seen);
  return {
    start,
    known: Math.max(start, lsn ?? 0),
    lastCommit,
    inTransaction:
      ordinal === null || xid === null || lsn === null
        ? null
        : { xid, lsn, ordinal, records: numberOf(offset.records) },
    snapshot: progress === null ? null : parseProgress(progress, textOf(offset.snapshot_key)),
    seen: seen === null ? null : { snapshot: seen, until: numberOf(offset.snapshot_until) ?? 0 },
    incarnation: textOf(offset.snapshot_incarnation),
  };
};

/** What of an offset stays the same from record to record. */
export const lastingOffset = ({ snapshot, seen, incarnation }: Position): SourceOffset => ({
  ...(snapshot !== null && {
    snapshot_progress: JSON.stringify({ ...snapshot, after: undefined }),
    ...(snapshot.after !== null && { snapshot_key: JSON.stringify(snapshot.after) }),
  }),
  ...(seen !== null && { snapshot_seen: seen.snapshot, snapshot_until: seen.until }),
  ...(incarnation !== null && { snapshot_incarnation: incarnation }),
});
