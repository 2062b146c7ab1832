import { timeZoneOffset } from './partitioners/time-zone.ts';

const DAY_MS = 86_400_000;

export interface RotationClockOptions {
  /** How long files stay open by the clock, in milliseconds. @default for ever */
  readonly intervalMs: number | null;
  /** The interval of rotations that all partitions share, counted from midnight. @default none */
  readonly schedule: { readonly intervalMs: number; readonly timeZone: string } | null;
}

/** The next multiple of the interval since midnight; follows Confluent's `DateTimeUtils.getNextTimeAdjustedByDay`. */
const scheduled = (intervalMs: number, timeZone: string): ((nowMs: number) => number) => {
  const offsetAt = timeZoneOffset(timeZone);
  return (nowMs) => {
    const local = nowMs + offsetAt(nowMs);
    const sinceMidnight = ((local % DAY_MS) + DAY_MS) % DAY_MS;
    return nowMs - sinceMidnight + (Math.floor(sinceMidnight / intervalMs) + 1) * intervalMs;
  };
};

/** When files that are opened now end by the clock, in milliseconds since the epoch; `null` for never. */
export const createRotationClock = ({
  intervalMs,
  schedule,
}: RotationClockOptions): ((nowMs: number) => number | null) => {
  const next = schedule === null ? null : scheduled(schedule.intervalMs, schedule.timeZone);
  return (nowMs) => {
    const ends = [intervalMs === null ? [] : nowMs + intervalMs, next === null ? [] : next(nowMs)].flat();
    return ends.length === 0 ? null : Math.min(...ends);
  };
};
