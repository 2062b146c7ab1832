import type { MetricQuery } from './queries.ts';

/** A query and the begin of the next period that it asks for, in milliseconds since the epoch. */
export interface QueryPlace {
  readonly query: MetricQuery;
  readonly from: number;
}

/** What one request asks for: queries over the same whole periods, `to` being the end of the last one. */
export interface Window {
  readonly from: number;
  readonly to: number;
  readonly queries: readonly MetricQuery[];
}

/** Both below what GetMetricData allows: 500 queries, and 100,800 values in an answer. */
const MAX_QUERIES = 100;
const MAX_PERIODS = 500;

const floor = (ms: number, periodMs: number): number => Math.floor(ms / periodMs) * periodMs;

/** Where a query begins that was never made. */
export const beginOf = ({ periodSeconds }: MetricQuery, now: number, lookbackMs: number): number =>
  floor(now - lookbackMs, periodSeconds * 1000);

const windowOf = ({ query, from }: QueryPlace, readyMs: number): Omit<Window, 'queries'> => {
  const periodMs = query.periodSeconds * 1000;
  return { from, to: Math.min(floor(readyMs, periodMs), from + MAX_PERIODS * periodMs) };
};

/** What can be asked for now, of the periods that ended before `readyMs`; `null` where there is nothing. */
export const nextWindow = (places: readonly QueryPlace[], readyMs: number): Window | null => {
  const open = places
    .map((place) => ({ query: place.query, ...windowOf(place, readyMs) }))
    .filter(({ from, to }) => to > from)
    .sort((one, other) => one.from - other.from);
  const [first] = open;
  if (first === undefined) return null;
  const { from, to } = first;
  const same = open.filter((one) => one.from === from && one.to === to).slice(0, MAX_QUERIES);
  return { from, to, queries: same.map(({ query }) => query) };
};
