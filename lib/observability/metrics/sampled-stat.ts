/** What was recorded of one thing lately, and in all. Recording allocates nothing. */
export interface SampledStat {
  record(value: number): void;
  /** Sum of everything ever recorded. */
  total(): number;
  /** Sum a second; `undefined` when nothing was ever recorded. */
  rate(): number | undefined;
  /** @returns `undefined` when nothing was recorded lately, as {@link SampledStat.max}. */
  avg(): number | undefined;
  max(): number | undefined;
  min(): number | undefined;
}

interface Sample {
  begunAt: number;
  sum: number;
  count: number;
  max: number;
  min: number;
}

const SAMPLES = 2;

/**
 * Looks back over two samples, the one under way and the one before; follows `SampledStat` of Kafka's metrics with its
 * `metrics.sample.window.ms` and two samples.
 *
 * @param windowMs how long a sample is; infinite to look back over everything.
 */
export const createSampledStat = (windowMs: number, now: () => number): SampledStat => {
  const begin = now();
  let total = 0;
  let recorded = 0;
  let current: Sample = {
    begunAt: begin,
    sum: 0,
    count: 0,
    max: Number.NEGATIVE_INFINITY,
    min: Number.POSITIVE_INFINITY,
  };
  let previous: Sample = { ...current };

  const restart = (sample: Sample, at: number): void => {
    sample.begunAt = at;
    sample.sum = 0;
    sample.count = 0;
    sample.max = Number.NEGATIVE_INFINITY;
    sample.min = Number.POSITIVE_INFINITY;
  };

  /** Drops what is too old to count. */
  const advance = (): number => {
    const at = now();
    const age = at - current.begunAt;
    if (age < windowMs) return at;
    const oldest = previous;
    previous = current;
    current = oldest;
    restart(current, at);
    if (age >= SAMPLES * windowMs) restart(previous, at - windowMs);
    return at;
  };

  const count = (): number => current.count + previous.count;
  return {
    record: (value) => {
      advance();
      total += value;
      recorded += 1;
      current.sum += value;
      current.count += 1;
      if (value > current.max) current.max = value;
      if (value < current.min) current.min = value;
    },
    total: () => total,
    rate: () => {
      if (recorded === 0) return undefined;
      const elapsed = advance() - Math.min(previous.begunAt, current.begunAt);
      // As Kafka's `Rate`: a window that has hardly begun counts as a whole one.
      return ((current.sum + previous.sum) * 1000) / Math.max(elapsed, Number.isFinite(windowMs) ? windowMs : 1);
    },
    avg: () => {
      advance();
      return count() === 0 ? undefined : (current.sum + previous.sum) / count();
    },
    max: () => {
      advance();
      return count() === 0 ? undefined : Math.max(current.max, previous.max);
    },
    min: () => {
      advance();
      return count() === 0 ? undefined : Math.min(current.min, previous.min);
    },
  };
};
