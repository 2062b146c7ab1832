import type { SourceOffset } from '../../../connect/offset.ts';
import type { RawRow } from '../column.ts';
import type { DateSettings } from '../date-text.ts';
import { type Instant, isAfter } from '../instant.ts';
import { type KeyColumns, readIncrementing, readTimestamp } from './key-columns.ts';
import { offsetOf, type Position } from './position.ts';

/** Follows the rows of one query and gives each its offset. */
export interface Progress {
  /** Whether a row's offset depends on the row after it. */
  readonly looksAhead: boolean;
  /** The offset of a row; `next` is the one after it, `null` after the last. */
  offset(row: RawRow, next: RawRow | null): SourceOffset;
  /** Where the next query begins. */
  position(): Position;
}

const NO_OFFSET: SourceOffset = {};

/** A load in bulk cannot be resumed; its last row says when it was through, so that the next one waits its interval. */
const bulkProgress = (start: Position, now: () => number): Progress => ({
  looksAhead: true,
  offset: (_row, next) => (next === null ? { completed: now() } : NO_OFFSET),
  position: () => start,
});

const incrementingProgress = (
  { incrementing, timestamps }: KeyColumns,
  start: Position,
  dates: DateSettings,
): Progress => {
  let position = start;
  return {
    looksAhead: false,
    offset: (row) => {
      position = {
        incrementing: incrementing === null ? null : readIncrementing(row, incrementing),
        timestamp: timestamps.length === 0 ? null : readTimestamp(row, timestamps, dates),
      };
      return offsetOf(position);
    },
    position: () => position,
  };
};

/**
 * Rows of one timestamp are only known to be all read when a later one comes, or the query ends. Until then their offset
 * stays at the timestamp before, so that they are read again rather than lost.
 */
const timestampProgress = ({ timestamps }: KeyColumns, start: Position, dates: DateSettings): Progress => {
  let committed = start;
  let ahead: { readonly row: RawRow; readonly timestamp: Instant } | null = null;
  const timestampOf = (row: RawRow) => (row === ahead?.row ? ahead.timestamp : readTimestamp(row, timestamps, dates));
  return {
    looksAhead: true,
    offset: (row, next) => {
      const timestamp = timestampOf(row);
      ahead = next === null ? null : { row: next, timestamp: readTimestamp(next, timestamps, dates) };
      if (ahead === null || isAfter(ahead.timestamp, timestamp)) committed = { incrementing: null, timestamp };
      return offsetOf(committed);
    },
    position: () => committed,
  };
};

/** Progress from a position on, in the mode that the columns make. */
export const createProgress = (
  columns: KeyColumns,
  start: Position,
  { dates, now }: { readonly dates: DateSettings; readonly now: () => number },
): Progress => {
  if (columns.incrementing !== null) return incrementingProgress(columns, start, dates);
  return columns.timestamps.length > 0 ? timestampProgress(columns, start, dates) : bulkProgress(start, now);
};
