import { jodaFormat } from './joda-format.ts';
import type { Partitioner } from './partitioner.ts';
import { timeZoneOffset } from './time-zone.ts';
import type { TimestampExtractor } from './timestamp-extractor.ts';

const MAX_PERIODS = 10_000;

export interface TimeBasedOptions {
  readonly durationMs: number;
  /** A Joda-Time pattern. */
  readonly pathFormat: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly extract: TimestampExtractor;
}

/**
 * A directory a period of local time; follows `TimeBasedPartitioner`. A period that would begin in the hour that summer
 * time skips begins after it.
 */
export const timeBasedPartitioner = (options: TimeBasedOptions): Partitioner => {
  const { durationMs, extract } = options;
  const offsetAt = timeZoneOffset(options.timeZone);
  const print = jodaFormat(options.pathFormat, options.locale, options.timeZone);
  const paths = new Map<number, string>();

  const pathOf = (localStart: number): string => {
    const start = localStart - offsetAt(localStart - offsetAt(localStart));
    const offset = offsetAt(start);
    return print(new Date(start + offset), offset);
  };

  return {
    encodePartition: (record, nowMs) => {
      const timestamp = extract(record, nowMs);
      const local = timestamp + offsetAt(timestamp);
      const localStart = Math.trunc(local / durationMs) * durationMs;
      const known = paths.get(localStart);
      if (known !== undefined) return known;
      if (paths.size >= MAX_PERIODS) paths.clear();
      const path = pathOf(localStart);
      paths.set(localStart, path);
      return path;
    },
  };
};
