import { Decimal } from '../../../connect/decimal.ts';
import { DataError } from '../../../connect/errors.ts';
import type { CalendarSystem } from '../calendar.ts';
import type { ColumnType, Raw } from '../column.ts';
import { type DateSettings, formatDate, formatTime, formatWall } from '../date-text.ts';
import { type Instant, millisOf } from '../instant.ts';
import { timeZone } from '../time-zone.ts';
import type { FieldType, FieldValue } from './field-type.ts';

/** Turns a field's values into parameters for one column. */
type Encoder = (value: FieldValue) => Raw;

/** Chooses the encoder of a field for its column as it is, of which nothing is known before it is created. */
export type EncoderSet = (type: FieldType, column: ColumnType | null) => Encoder;

const UTC = timeZone('UTC');
const inUtc = (dates: DateSettings): DateSettings => ({ ...dates, zone: UTC });
const MAX_DIGITS = 6;
const DAY = 86_400;

const wrong = (value: FieldValue): DataError => new DataError(`Not a value of the field's type: ${String(value)}`);

const isInstant = (value: FieldValue): value is Instant => typeof value === 'object' && 'seconds' in value;

const instant = (value: FieldValue): Instant => {
  if (isInstant(value)) return value;
  throw wrong(value);
};

const number = (value: FieldValue): number => {
  if (typeof value === 'number') return value;
  throw wrong(value);
};

const isPlain = (value: FieldValue): value is string | number | bigint | Uint8Array =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || value instanceof Uint8Array;

const plain: Encoder = (value) => {
  if (isPlain(value)) return value;
  throw wrong(value);
};

const oneOrZero: Encoder = (value) => (value === true ? 1 : 0);

/** Neither database has infinities or NaN, and SQLite would take NULL for them. */
const finite: Encoder = (value) => {
  if (Number.isFinite(value)) return number(value);
  throw new DataError(`The database cannot store ${String(value)}`);
};

/** All digits; a column of fewer would round them, which databases do without a word. */
const exactDecimal =
  (column: ColumnType | null): Encoder =>
  (value) => {
    if (!(value instanceof Decimal)) throw wrong(value);
    const scale = column?.kind === 'NUMERIC' || column?.kind === 'DECIMAL' ? column.scale : null;
    if (scale === null || value.scale <= scale) return value.toString();
    try {
      return value.withScale(scale).toString();
    } catch {
      throw new DataError(`${value} has more digits after the point than the ${scale} of its column`);
    }
  };

const date =
  (calendar: CalendarSystem): Encoder =>
  (value) =>
    formatDate(number(value), calendar);

const clock = (nanos: number, digits: number): string => {
  const seconds = Math.floor(nanos / 1e9);
  return formatTime(seconds, nanos - seconds * 1e9, Math.min(digits, MAX_DIGITS));
};

/** A time of day; MySQL's durations, which Debezium shows as the same type, may be none. */
const time =
  (digits: number): Encoder =>
  (value) => {
    const nanos = number(value);
    if (nanos < 0 || nanos > DAY * 1e9)
      throw new DataError(
        `A duration of ${nanos / 1e9} seconds is no time of day: store it in a column of integers or texts, which a Cast makes of the field`,
      );
    return clock(nanos, digits);
  };

/** MySQL's TIME is a duration: it has a sign, and hours beyond 24. */
const duration =
  (digits: number): Encoder =>
  (value) => {
    const nanos = number(value);
    return nanos < 0 ? `-${clock(-nanos, digits)}` : clock(nanos, digits);
  };

const offsetText = (east: number): string => {
  const [hours, minutes] = [Math.floor(Math.abs(east) / 3600), Math.floor((Math.abs(east) % 3600) / 60)];
  return `${east < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
};

/** A clock's reading in that zone. */
const wall = ({ zone, calendar }: DateSettings, digits: number): Encoder => {
  const form = { separator: ' ', digits: Math.min(digits, MAX_DIGITS), calendar } as const;
  return (value) => formatWall(instant(value), zone, form);
};

/** With its offset a reading is right for "timestamp", which ignores it, and for "timestamptz", which heeds it. */
const wallWithOffset = (dates: DateSettings, digits: number): Encoder => {
  const reading = wall(dates, digits);
  return (value) => {
    const [date, time, era] = String(reading(value)).split(' ');
    const text = `${date} ${time}${offsetText(dates.zone.offsetAt(instant(value).seconds))}`;
    return era === undefined ? text : `${text} ${era}`;
  };
};

const arrayItem = (raw: Raw | null): string => {
  if (raw === null) return 'NULL';
  const text = raw instanceof Uint8Array ? `\\x${Buffer.from(raw).toString('hex')}` : String(raw);
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
};

/** PostgreSQL's text form of arrays: `{"1",NULL,"a,b",{…}}`. */
const arrayText =
  (element: Encoder, nested: boolean): Encoder =>
  (value) => {
    if (!Array.isArray(value)) throw wrong(value);
    const items = value.map((item: FieldValue | null) => (item === null ? null : element(item)));
    return `{${items.map((item) => (nested && item !== null ? String(item) : arrayItem(item))).join(',')}}`;
  };

const isInteger = (column: ColumnType | null): boolean => column?.kind.startsWith('INT') ?? false;

export const postgresqlEncoders: EncoderSet = (type, column) => {
  switch (type.kind) {
    case 'BOOLEAN':
      return isInteger(column) ? oneOrZero : String;
    case 'FLOAT32':
    case 'FLOAT64':
      return String;
    case 'DECIMAL':
      return exactDecimal(column);
    case 'DATE':
      return date(type.calendar);
    case 'TIME':
      return time(type.digits);
    case 'TIMESTAMP':
      return wallWithOffset(type.dates, type.digits);
    case 'INSTANT':
      return wallWithOffset(
        column?.kind === 'TIMESTAMP' && column.clock === 'wall' ? type.dates : inUtc(type.dates),
        type.digits,
      );
    case 'ARRAY': {
      const element = postgresqlEncoders(type.element, column?.kind === 'ARRAY' ? column.element : null);
      return arrayText(element, type.element.kind === 'ARRAY');
    }
    default:
      return plain;
  }
};

export const mysqlEncoders: EncoderSet = (type, column) => {
  switch (type.kind) {
    case 'BOOLEAN':
      return oneOrZero;
    case 'FLOAT32':
    case 'FLOAT64':
      return finite;
    case 'DECIMAL':
      return exactDecimal(column);
    case 'DATE':
      return date(type.calendar);
    case 'TIME':
      return duration(type.digits);
    case 'TIMESTAMP':
    case 'INSTANT':
      // The session's zone is UTC, in which TIMESTAMP columns are understood.
      return wall(
        column?.kind === 'TIMESTAMP' && column.clock === 'instant' ? inUtc(type.dates) : type.dates,
        type.digits,
      );
    default:
      return plain;
  }
};

const bigint: Encoder = (value) => {
  if (typeof value === 'bigint') return value;
  return BigInt(number(value));
};

/** As sqlite-jdbc stores dates: in milliseconds since the epoch. */
const SQLITE_DATES: Readonly<Record<'DATE' | 'TIME' | 'TIMESTAMP', Encoder>> = {
  DATE: (value) => BigInt(number(value) * DAY * 1000),
  TIME: (value) => BigInt(Math.floor(number(value) / 1e6)),
  TIMESTAMP: (value) => BigInt(millisOf(instant(value))),
};

export const sqliteEncoders: EncoderSet = (type, column) => {
  const isText = column?.kind === 'STRING';
  switch (type.kind) {
    case 'BOOLEAN':
      return (value) => (value === true ? 1n : 0n);
    case 'INT8':
    case 'INT16':
    case 'INT32':
    case 'INT64':
      return bigint;
    case 'FLOAT32':
    case 'FLOAT64':
      return finite;
    case 'DECIMAL':
      return exactDecimal(column);
    case 'DATE':
      return isText ? date(type.calendar) : SQLITE_DATES.DATE;
    case 'TIME':
      return isText ? time(type.digits) : SQLITE_DATES.TIME;
    case 'TIMESTAMP':
    case 'INSTANT':
      return isText ? wall(type.dates, type.digits) : SQLITE_DATES.TIMESTAMP;
    default:
      return plain;
  }
};
