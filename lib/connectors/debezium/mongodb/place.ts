import type { SourceOffset } from '../../../connect/offset.ts';
import { createKeptProgress } from '../kept-progress.ts';
import type { PlaceOptions } from '../place-options.ts';
import {
  type OpenTransaction,
  type Position,
  type SnapshotProgress,
  type StreamPlace,
  snapshotKeys,
  transactionKeys,
} from './position.ts';
import type { SessionTransaction } from './source.ts';

/** How far a run has come, and the offsets that say so. */
export interface Place {
  readonly stream: StreamPlace;
  readonly snapshot: SnapshotProgress | null;
  setSnapshot(progress: SnapshotProgress | null): void;
  setSignals(behind: number): void;
  setTransaction(transaction: OpenTransaction | null): void;
  moveTo(place: StreamPlace): void;
  /** Behind everything so far; `session` is the last change's transaction. */
  offset(session?: SessionTransaction | null): SourceOffset;
  /** Behind a document of the snapshot, with the progress that is set but for the key. */
  rowOffset(after: string): SourceOffset;
}

export const createPlace = (from: Position, options: PlaceOptions<string> = {}): Place => {
  let { stream } = from;
  const kept = createKeptProgress(from.snapshot, options, (snapshot) => snapshotKeys(snapshot, from.incarnation));
  let transaction = transactionKeys(from.transaction);
  const streamKeys = (): SourceOffset => ({
    sec: stream.sec,
    ord: stream.ord,
    ...(stream.token !== null && { resume_token: stream.token }),
  });
  return {
    get stream() {
      return stream;
    },
    get snapshot() {
      return kept.snapshot;
    },
    setSnapshot: kept.setSnapshot,
    setSignals: kept.setSignals,
    setTransaction: (open) => {
      transaction = transactionKeys(open);
    },
    moveTo: (place) => {
      stream = place;
    },
    offset: (session = null) => ({
      ...streamKeys(),
      ...(session !== null && { lsid: session.lsid, txnNumber: session.txnNumber }),
      ...transaction,
      ...kept.offset,
    }),
    rowOffset: (after) => ({ ...streamKeys(), ...transaction, ...kept.offset, snapshot_key: after }),
  };
};
