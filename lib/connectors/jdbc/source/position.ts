import type { OffsetValue, SourceOffset } from '../../../connect/offset.ts';
import type { Instant } from '../instant.ts';
import { instantOfMillis, millisOf } from '../instant.ts';

/** How far a table was read; `null` where nothing is known yet. */
export interface Position {
  readonly incrementing: number | bigint | null;
  readonly timestamp: Instant | null;
}

const integer = (value: OffsetValue | undefined): number | bigint | null =>
  typeof value === 'number' || typeof value === 'bigint' ? value : null;

/** `timestamp` in milliseconds; `timestamp_nanos` is the whole fraction of the second, as in `java.sql.Timestamp`. */
const timestampOf = ({ timestamp, timestamp_nanos }: SourceOffset): Instant | null => {
  const [millis, nanos] = [integer(timestamp), integer(timestamp_nanos)];
  if (millis === null) return null;
  const instant = instantOfMillis(Number(millis));
  return nanos === null ? instant : { ...instant, nanos: Number(nanos) };
};

/** Reads an offset, also one that the original wrote. */
export const positionOf = (offset: SourceOffset): Position => ({
  incrementing: integer(offset.incrementing),
  timestamp: timestampOf(offset),
});

export const offsetOf = ({ incrementing, timestamp }: Position): SourceOffset => ({
  ...(incrementing !== null && { incrementing }),
  ...(timestamp !== null && { timestamp: millisOf(timestamp), timestamp_nanos: timestamp.nanos }),
});
