import type { SourceOffset } from '../../../connect/offset.ts';
import { createKeptProgress } from '../kept-progress.ts';
import type { PlaceOptions } from '../place-options.ts';
import type { SnapshotProgress } from '../snapshot-progress.ts';
import type { Gtids } from './gtids.ts';
import type { LogPosition } from './log-position.ts';
import { type InTransaction, lastingOffset, type Position } from './position.ts';

/** When and by whom something was logged. */
interface Origin {
  readonly seconds: number;
  readonly serverId: number;
}

/** How far a run has come, and the offsets that say so. */
export interface Place {
  /** The end of the last transaction that was read whole. */
  readonly log: LogPosition;
  readonly gtids: string | null;
  readonly snapshot: SnapshotProgress | null;
  setSnapshot(progress: SnapshotProgress | null): void;
  setSignals(behind: number): void;
  /** Everything before this position is read, between two transactions. */
  moveTo(position: number): void;
  /** The log goes on in another file. */
  enter(file: string, position: number): void;
  /** A transaction is read whole. */
  complete(gtid: string): void;
  /** A row of the snapshot: everything up to `after` is read, in place of what is set. */
  snapshotOffset(seconds: number, after: readonly string[] | null): SourceOffset;
  /** In the middle of the transaction that begins here. */
  changeOffset(origin: Origin, at: InTransaction, transactionId: string | null): SourceOffset;
  /** Between two transactions. */
  cleanOffset(origin: Origin | null): SourceOffset;
}

export const createPlace = (from: Position, gtidsOf: Gtids, options: PlaceOptions = {}): Place => {
  let { file, position, gtids } = from;
  const kept = createKeptProgress(from.snapshot, options, (snapshot) => lastingOffset({ ...from, snapshot }));
  const here = (): SourceOffset => ({ file, pos: position, ...(gtids !== null && gtids !== '' && { gtids }) });
  const origins = (origin: Origin | null): SourceOffset =>
    origin === null ? {} : { ts_sec: origin.seconds, server_id: origin.serverId };
  return {
    get log() {
      return { file, position };
    },
    get gtids() {
      return gtids;
    },
    get snapshot() {
      return kept.snapshot;
    },
    setSnapshot: kept.setSnapshot,
    setSignals: kept.setSignals,
    moveTo: (to) => {
      position = to;
    },
    enter: (next, at) => {
      file = next;
      position = at;
    },
    complete: (gtid) => {
      // A set that began in the middle would have the server send again what came before.
      if (gtids !== null) gtids = gtidsOf.with(gtids, gtid);
    },
    snapshotOffset: (seconds, after) => ({
      ...here(),
      ts_sec: seconds,
      ...(kept.snapshot !== null && { snapshot: 'INITIAL' }),
      snapshot_completed: kept.snapshot === null,
      ...kept.offset,
      ...(kept.snapshot !== null && after !== null && { snapshot_key: JSON.stringify(after) }),
    }),
    changeOffset: (origin, { gtid, events, rows, records }, transactionId) => ({
      ...here(),
      ...origins(origin),
      ...(gtid !== null && { resume_gtid: gtid }),
      ...(transactionId !== null && { transaction_id: transactionId }),
      ...(events > 0 && { event: events }),
      ...(rows > 0 && { row: rows }),
      ...(records > 0 && { records }),
      ...kept.offset,
    }),
    cleanOffset: (origin) => ({ ...here(), ...origins(origin), ...kept.offset }),
  };
};
