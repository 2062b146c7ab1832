/** A moment to the nanosecond; `nanos` counts up from `seconds` also before 1970, as `java.time.Instant` does. */
export interface Instant {
  /** Since the epoch. */
  readonly seconds: number;
  /** 0 to 999,999,999. */
  readonly nanos: number;
}

export const instantOfMillis = (millis: number): Instant => {
  const seconds = Math.floor(millis / 1000);
  return { seconds, nanos: (millis - seconds * 1000) * 1_000_000 };
};

/** Milliseconds since the epoch, what is finer cut off. */
export const millisOf = ({ seconds, nanos }: Instant): number => seconds * 1000 + Math.floor(nanos / 1_000_000);

export const isAfter = (a: Instant, b: Instant): boolean =>
  a.seconds > b.seconds || (a.seconds === b.seconds && a.nanos > b.nanos);

export const minusMillis = (instant: Instant, millis: number): Instant => {
  const whole = Math.floor(millis / 1000);
  const nanos = instant.nanos - (millis - whole * 1000) * 1_000_000;
  return nanos < 0
    ? { seconds: instant.seconds - whole - 1, nanos: nanos + 1_000_000_000 }
    : { seconds: instant.seconds - whole, nanos };
};
