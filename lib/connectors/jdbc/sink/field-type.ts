import { Decimal } from '../../../connect/decimal.ts';
import { decimalFromBytes, decimalScale } from '../../../connect/decimal-bytes.ts';
import { DataError } from '../../../connect/errors.ts';
import { DATE_NAME, DECIMAL_NAME, TIME_NAME, TIMESTAMP_NAME } from '../../../connect/logical-types.ts';
import type { PrimitiveType, Schema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import type { CalendarSystem } from '../calendar.ts';
import { type DateSettings, parseTimestamp } from '../date-text.ts';
import { type Instant, instantOfMillis } from '../instant.ts';
import { timeZone } from '../time-zone.ts';
import type { SinkSettings } from './sink-settings.ts';

/** What a field holds once its schema's name is heeded; `digits` are those after the second, `dates` how it is written. */
export type FieldType =
  | { readonly kind: PrimitiveType | 'JSON' | 'UUID' }
  | { readonly kind: 'DECIMAL'; readonly scale: number | null }
  | { readonly kind: 'DATE'; readonly calendar: CalendarSystem }
  | { readonly kind: 'TIME'; readonly digits: number }
  | { readonly kind: 'TIMESTAMP' | 'INSTANT'; readonly digits: number; readonly dates: DateSettings }
  | { readonly kind: 'ARRAY'; readonly element: FieldType };

/** A field's value in one form for each kind: DATE in days, TIME in nanoseconds of the day, TIMESTAMP as an instant. */
export type FieldValue = boolean | number | bigint | string | Uint8Array | Decimal | Instant | readonly FieldItem[];
type FieldItem = FieldValue | null;

export interface FieldReader {
  readonly type: FieldType;
  read(value: NonNullable<ConnectValue>): FieldValue;
}

type Reader = FieldReader['read'];

const DAY = 86_400;
const UTC = timeZone('UTC');

const wrong = (value: ConnectValue, expected: string): DataError =>
  new DataError(`Not ${expected}: ${value instanceof Struct ? 'a Struct' : String(value)}`);

const date: (value: ConnectValue) => Date = (value) => {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  throw wrong(value, 'a date');
};

const number: (value: ConnectValue) => number = (value) => {
  if (typeof value === 'number') return value;
  throw wrong(value, 'a number');
};

const integer: (value: ConnectValue) => number | bigint = (value) => {
  if (typeof value === 'bigint' || Number.isInteger(value)) return typeof value === 'bigint' ? value : number(value);
  throw wrong(value, 'an integer');
};

const text: (value: ConnectValue) => string = (value) => {
  if (typeof value === 'string') return value;
  throw wrong(value, 'a string');
};

const bytes: (value: ConnectValue) => Uint8Array = (value) => {
  if (value instanceof Uint8Array) return value;
  throw wrong(value, 'bytes');
};

const decimal: Reader = (value) => {
  if (value instanceof Decimal) return value;
  throw wrong(value, 'a decimal');
};

const boolean: Reader = (value) => {
  if (typeof value === 'boolean') return value;
  throw wrong(value, 'a boolean');
};

const PRIMITIVES: Readonly<Record<PrimitiveType, Reader>> = {
  INT8: integer,
  INT16: integer,
  INT32: integer,
  INT64: integer,
  FLOAT32: number,
  FLOAT64: number,
  BOOLEAN: boolean,
  STRING: text,
  BYTES: bytes,
};

/** Of a number of units since the epoch, `digits` being 3 for milliseconds. */
const instantOf = (value: number | bigint, digits: number): Instant => {
  const unit = 10n ** BigInt(digits);
  const units = BigInt(value);
  const rest = ((units % unit) + unit) % unit;
  return { seconds: Number((units - rest) / unit), nanos: Number(rest) * 10 ** (9 - digits) };
};

/**
 * Debezium's types without a zone hold what the source's clock and calendar read, counted as if in UTC and as databases count
 * days: so they are written, whatever zone and calendar Connect's own types are written in.
 */
const OF_EVENTS: DateSettings = { zone: UTC, calendar: 'PROLEPTIC_GREGORIAN' };

const timestamp = (digits: number, dates: DateSettings): FieldReader => ({
  type: { kind: 'TIMESTAMP', digits, dates },
  read: (value) => instantOf(typeof value === 'string' ? BigInt(value) : integer(value), digits),
});

const timeOfDay = (digits: number): FieldReader => ({
  type: { kind: 'TIME', digits },
  read: (value) => Number(integer(value)) * 10 ** (9 - digits),
});

const zoned: Reader = (value) => parseTimestamp(text(value), OF_EVENTS);

const variableScale: Reader = (value) => {
  if (!(value instanceof Struct)) throw wrong(value, 'a VariableScaleDecimal');
  return decimalFromBytes(bytes(value.get('value')), number(value.get('scale')));
};

type Compile = (schema: Schema, settings: SinkSettings) => FieldReader;

const as = (kind: 'JSON' | 'UUID', read: Reader): Compile => {
  const reader = { type: { kind }, read };
  return () => reader;
};

/** Schemas whose name says more than their type: Kafka Connect's, and those of Debezium's connectors. */
const NAMED: Readonly<Record<string, Compile>> = {
  [DECIMAL_NAME]: (schema) => ({ type: { kind: 'DECIMAL', scale: decimalScale(schema) }, read: decimal }),
  [DATE_NAME]: (_schema, { dateZone, dates: { calendar } }) => ({
    type: { kind: 'DATE', calendar },
    read: (value) => {
      const seconds = Math.floor(date(value).getTime() / 1000);
      return Math.floor((seconds + dateZone.offsetAt(seconds)) / DAY);
    },
  }),
  [TIME_NAME]: (_schema, { dates: { zone } }) => ({
    type: { kind: 'TIME', digits: 3 },
    read: (value) => {
      const millis = date(value).getTime() + zone.offsetAt(0) * 1000;
      return (((millis % (DAY * 1000)) + DAY * 1000) % (DAY * 1000)) * 1e6;
    },
  }),
  [TIMESTAMP_NAME]: (_schema, { dates }) => ({
    type: { kind: 'TIMESTAMP', digits: 3, dates },
    read: (value) => instantOfMillis(date(value).getTime()),
  }),
  'io.debezium.time.Date': () => ({ type: { kind: 'DATE', calendar: OF_EVENTS.calendar }, read: integer }),
  'io.debezium.time.Time': () => timeOfDay(3),
  'io.debezium.time.MicroTime': () => timeOfDay(6),
  'io.debezium.time.NanoTime': () => timeOfDay(9),
  'io.debezium.time.Timestamp': () => timestamp(3, OF_EVENTS),
  'io.debezium.time.MicroTimestamp': () => timestamp(6, OF_EVENTS),
  'io.debezium.time.NanoTimestamp': () => timestamp(9, OF_EVENTS),
  'io.debezium.time.ZonedTimestamp': (_schema, { instantZone }) => ({
    type: { kind: 'INSTANT', digits: 6, dates: { ...OF_EVENTS, zone: instantZone } },
    read: zoned,
  }),
  'io.debezium.data.Json': as('JSON', text),
  'io.debezium.data.Uuid': as('UUID', text),
  'io.debezium.data.VariableScaleDecimal': () => ({ type: { kind: 'DECIMAL', scale: null }, read: variableScale }),
};

const arrayReader = (element: FieldReader): FieldReader => ({
  type: { kind: 'ARRAY', element: element.type },
  read: (value) => {
    if (!Array.isArray(value)) throw wrong(value, 'an array');
    return value.map((item: ConnectValue) => (item === null ? null : element.read(item)));
  },
});

/** Whether the number under a temporal schema of Debezium's may be stored as it is. */
export const isPlainInteger = ({ name, type }: Schema): boolean =>
  (name?.startsWith('io.debezium.time.') ?? false) && (type === 'INT32' || type === 'INT64');

/**
 * Decides once a field what it holds.
 *
 * @throws DataError for maps and structs, which are no columns.
 */
export const fieldReader = (schema: Schema, settings: SinkSettings): FieldReader => {
  const named = schema.name === undefined ? undefined : NAMED[schema.name];
  if (named !== undefined) return named(schema, settings);
  switch (schema.type) {
    case 'ARRAY':
      return arrayReader(fieldReader(schema.valueSchema, settings));
    case 'MAP':
    case 'STRUCT':
      throw new DataError(
        `${schema.name ?? null} (${schema.type}) type doesn't have a mapping to the SQL database column type`,
        { className: 'org.apache.kafka.connect.errors.ConnectException' },
      );
    default:
      return { type: { kind: schema.type }, read: PRIMITIVES[schema.type] };
  }
};

/** As {@link fieldReader}, of a field named in `timestamp.fields.list`. */
export const timestampReader = (schema: Schema, settings: SinkSettings): FieldReader =>
  schema.type === 'INT64' || schema.type === 'STRING'
    ? timestamp(settings.timestampDigits, settings.dates)
    : fieldReader(schema, settings);
