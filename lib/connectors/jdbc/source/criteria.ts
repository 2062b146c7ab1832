import type { Instant } from '../instant.ts';

/** The columns a query goes by, as SQL; which of them there are makes the mode. */
export interface CriteriaColumns {
  readonly incrementing: string | null;
  /** Several are coalesced. */
  readonly timestamps: readonly string[];
}

/** Where to begin, and which timestamps are not read yet. */
export interface Bounds {
  readonly incrementing: number | bigint;
  readonly begin: Instant;
  readonly end: Instant;
  readonly literal: (instant: Instant) => string;
}

const timestampOf = (timestamps: readonly string[]): string =>
  timestamps.length === 1 ? `${timestamps[0]}` : `COALESCE(${timestamps.join(',')})`;

/** The WHERE and ORDER BY that find what is new; as the original builds them, but with literals for parameters. */
export const criteria = ({ incrementing, timestamps }: CriteriaColumns, bounds: Bounds): string => {
  if (timestamps.length === 0) return ` WHERE ${incrementing} > ${bounds.incrementing} ORDER BY ${incrementing} ASC`;
  const timestamp = timestampOf(timestamps);
  const [begin, end] = [bounds.literal(bounds.begin), bounds.literal(bounds.end)];
  if (incrementing === null)
    return ` WHERE ${timestamp} > ${begin} AND ${timestamp} < ${end} ORDER BY ${timestamp} ASC`;
  return (
    ` WHERE ${timestamp} < ${end} AND ((${timestamp} = ${begin} AND ${incrementing} > ${bounds.incrementing})` +
    ` OR ${timestamp} > ${begin}) ORDER BY ${timestamp},${incrementing} ASC`
  );
};
