import { ConnectError } from '../../../connect/errors.ts';
import type { OffsetValue, SourceOffset } from '../../../connect/offset.ts';
import { parseProgress, type SnapshotProgress } from '../snapshot-progress.ts';
import type { Gtids } from './gtids.ts';
import type { LogPosition } from './log-position.ts';
import { compareLogPositions } from './log-position.ts';

/** What of the transaction behind a position was read. */
export interface InTransaction {
  /** Which it is, where it has a GTID. */
  readonly gtid: string | null;
  /** How many of its events, its begin among them. */
  readonly events: number;
  /** How many rows of the event behind these. */
  readonly rows: number;
  /** How many records of the row behind these. */
  readonly records: number;
}

/** Where a run goes on. */
export interface Position extends LogPosition {
  /** Transactions before it; `null` where the server has no GTIDs. */
  readonly gtids: string | null;
  readonly inTransaction: InTransaction | null;
  readonly snapshot: SnapshotProgress | null;
  /** Under which start of the connector the snapshot was made. */
  readonly incarnation: string | null;
  /** Debezium was about to take a snapshot, which cannot be gone on with. */
  readonly isUnfinished: boolean;
}

const numberOf = (value: OffsetValue | undefined): number =>
  value === undefined || value === null ? 0 : Number(value);
const textOf = (value: OffsetValue | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

/**
 * Reads a stored offset: our own, or one that Debezium wrote.
 *
 * @throws ConnectError for one of neither form, such as an altered one.
 */
export const readOffset = (offset: SourceOffset): Position => {
  const file = textOf(offset.file);
  const position = numberOf(offset.pos);
  if (file === null || !Number.isSafeInteger(position))
    throw new ConnectError(
      `The stored offset ${JSON.stringify(Object.keys(offset))} has no position: reset the offsets to begin anew`,
    );
  const [events, rows, records] = [numberOf(offset.event), numberOf(offset.row), numberOf(offset.records)];
  const progress = textOf(offset.snapshot_progress);
  return {
    file,
    position,
    gtids: textOf(offset.gtids),
    inTransaction: events + rows + records === 0 ? null : { gtid: textOf(offset.resume_gtid), events, rows, records },
    snapshot: progress === null ? null : parseProgress(progress, textOf(offset.snapshot_key)),
    incarnation: textOf(offset.snapshot_incarnation),
    isUnfinished: progress === null && offset.snapshot !== undefined && offset.snapshot !== false,
  };
};

/** What of an offset stays the same from record to record. */
export const lastingOffset = ({ snapshot, incarnation }: Pick<Position, 'snapshot' | 'incarnation'>): SourceOffset => ({
  ...(snapshot !== null && {
    snapshot_progress: JSON.stringify({ ...snapshot, after: undefined }),
    ...(snapshot.after !== null && { snapshot_key: JSON.stringify(snapshot.after) }),
  }),
  ...(incarnation !== null && { snapshot_incarnation: incarnation }),
});

const withinTransaction = (one: InTransaction | null, other: InTransaction | null): boolean => {
  const parts = (at: InTransaction | null): readonly number[] => [at?.events ?? 0, at?.rows ?? 0, at?.records ?? 0];
  const others = parts(other);
  const difference = parts(one)
    .map((part, index) => part - (others[index] ?? 0))
    .find((part) => part !== 0);
  return (difference ?? 0) <= 0;
};

/** Whether the one place of the log is at or before the other; by GTIDs where both have them, since files are a server's own. */
export const isNotAfter =
  (gtids: Gtids) =>
  (one: SourceOffset, other: SourceOffset): boolean => {
    const [left, right] = [readOffset(one), readOffset(other)];
    if (left.gtids !== null && right.gtids !== null && left.gtids !== right.gtids)
      return gtids.isWithin(left.gtids, right.gtids);
    const order = left.gtids !== null && right.gtids !== null ? 0 : compareLogPositions(left, right);
    return order < 0 || (order === 0 && withinTransaction(left.inTransaction, right.inTransaction));
  };
