import type { SinkRecord } from '../../../connect/record.ts';
import type { Row } from './row.ts';
import { longBytes } from './types/scalars.ts';

/**
 * Cassandra keeps the value with the largest timestamp, so rows are written as of their records, in microseconds: records that
 * come again change nothing, late ones never win. A record's timestamp has milliseconds; the three digits behind them are the
 * offset's last three, so that of two records of one key in one millisecond the later one wins, unless a multiple of 1000 lies
 * between their offsets. {@link spreadTimestamps} also orders those that come in one batch.
 */
export const writeTimeOf = ({ timestamp, originalKafkaOffset }: SinkRecord): bigint | null =>
  timestamp === null || timestamp < 0 ? null : BigInt(timestamp) * 1000n + BigInt(originalKafkaOffset % 1000);

interface Last {
  readonly millis: number;
  readonly micros: bigint;
}

/** Moves rows behind earlier ones of their key where their records are not older, but their timestamps would be. */
export const spreadTimestamps = (rows: readonly Row[]): void => {
  const last = new Map<string, Last>();
  for (const { key, record, timestamp, timestampAt, params } of rows) {
    if (key === null || timestamp === null) continue;
    const millis = record.timestamp ?? 0;
    const before = last.get(key);
    if (before !== undefined && millis < before.millis) continue;
    const micros = before !== undefined && timestamp <= before.micros ? before.micros + 1n : timestamp;
    if (micros !== timestamp) params[timestampAt] = longBytes(micros);
    last.set(key, { millis, micros });
  }
};
