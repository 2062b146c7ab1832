import type { SourceOffset } from '../../../connect/offset.ts';
import { createKeptProgress } from '../kept-progress.ts';
import type { PlaceOptions } from '../place-options.ts';
import type { SnapshotProgress } from '../snapshot-progress.ts';
import type { Lsn } from './pgoutput.ts';
import { lastingOffset, type Position } from './position.ts';

/** A transaction of the log while it is read. */
export interface OpenTransaction {
  readonly xid: number;
  readonly us: number;
  lsn: Lsn;
  ordinal: number;
}

/** How far a run has come, and the offsets that say so. */
export interface Place {
  readonly start: Lsn;
  readonly lastCommit: Lsn | null;
  readonly snapshot: SnapshotProgress | null;
  readonly seen: Position['seen'];
  setSnapshot(progress: SnapshotProgress | null): void;
  setSignals(behind: number): void;
  /** A row of the snapshot: everything up to `after` is read, in place of what is set. */
  snapshotOffset(us: number, txId: number | null, after: readonly string[] | null): SourceOffset;
  /** After one of a change's records, or all of them (`null`). */
  changeOffset(transaction: OpenTransaction, messageType: string, records: number | null): SourceOffset;
  /** Everything before this position is read; as Debezium has it, commits alone show in `sequence`. */
  moveTo(lsn: Lsn, isCommit: boolean): void;
  /** At the end of a transaction, or anywhere between two. */
  cleanOffset(us: number, txId: number | null, messageType: string): SourceOffset;
  /** The snapshot's own transactions are passed. */
  forgetSeen(): void;
}

export const createPlace = (from: Position, options: PlaceOptions = {}): Place => {
  let { start, lastCommit, seen } = from;
  const kept = createKeptProgress(from.snapshot, options, (snapshot) => lastingOffset({ ...from, seen, snapshot }));
  const commitKey = (): SourceOffset => (lastCommit === null ? {} : { lsn_commit: lastCommit });
  return {
    get start() {
      return start;
    },
    get lastCommit() {
      return lastCommit;
    },
    get snapshot() {
      return kept.snapshot;
    },
    get seen() {
      return seen;
    },
    setSnapshot: kept.setSnapshot,
    setSignals: kept.setSignals,
    snapshotOffset: (us, txId, after) => ({
      lsn: start,
      lsn_proc: start,
      ...commitKey(),
      ...(txId !== null && { txId }),
      ts_usec: us,
      ...(kept.snapshot !== null && { snapshot: 'INITIAL' }),
      last_snapshot_record: kept.snapshot === null,
      snapshot_completed: kept.snapshot === null,
      ...kept.offset,
      ...(kept.snapshot !== null && after !== null && { snapshot_key: JSON.stringify(after) }),
    }),
    changeOffset: ({ xid, us, lsn, ordinal }, messageType, records) => ({
      lsn,
      lsn_proc: start,
      ...commitKey(),
      txId: xid,
      ts_usec: us,
      messageType,
      lsn_events_processed: ordinal,
      ...(records !== null && { records }),
      ...kept.offset,
    }),
    moveTo: (lsn, isCommit) => {
      start = Math.max(start, lsn);
      if (isCommit) lastCommit = lsn;
    },
    cleanOffset: (us, txId, messageType) => ({
      lsn: start,
      lsn_proc: start,
      ...commitKey(),
      ...(txId !== null && { txId }),
      ts_usec: us,
      messageType,
      ...kept.offset,
    }),
    forgetSeen: () => {
      seen = null;
      kept.refresh();
    },
  };
};
