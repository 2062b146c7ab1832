import { timestampSchema } from '../../connect/logical-types.ts';
import { primitiveSchema, type Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { formatWall } from './date-text.ts';
import { type Instant, millisOf } from './instant.ts';
import type { TimeZone } from './time-zone.ts';

/** `timestamp.granularity`. */
export type Granularity =
  | 'connect_logical'
  | 'micros_long'
  | 'micros_string'
  | 'micros_iso_datetime_string'
  | 'nanos_long'
  | 'nanos_string'
  | 'nanos_iso_datetime_string';

interface TimestampForm {
  schema(optional: boolean): Schema;
  value(instant: Instant, zone: TimeZone): ConnectValue;
}

const nanos = ({ seconds, nanos }: Instant): bigint => BigInt(seconds) * 1_000_000_000n + BigInt(nanos);

/** Cut, not rounded: the database's finest are microseconds. */
const micros = (instant: Instant): bigint => nanos(instant) / 1000n;

const int64 = (value: bigint): number | bigint => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
};

const long = (value: (instant: Instant) => bigint): TimestampForm => ({
  schema: (optional) => primitiveSchema('INT64', { optional }),
  value: (instant) => int64(value(instant)),
});

const text = (value: (instant: Instant, zone: TimeZone) => string): TimestampForm => ({
  schema: (optional) => primitiveSchema('STRING', { optional }),
  value,
});

/** How timestamps appear in records. */
export const timestampForms: Readonly<Record<Granularity, TimestampForm>> = {
  connect_logical: {
    schema: (optional) => timestampSchema({ optional }),
    value: (instant) => new Date(millisOf(instant)),
  },
  micros_long: long(micros),
  micros_string: text((instant) => micros(instant).toString()),
  micros_iso_datetime_string: text((instant, zone) => formatWall(instant, zone, { separator: 'T', digits: 6 })),
  nanos_long: long(nanos),
  nanos_string: text((instant) => nanos(instant).toString()),
  nanos_iso_datetime_string: text((instant, zone) => formatWall(instant, zone, { separator: 'T', digits: 9 })),
};
