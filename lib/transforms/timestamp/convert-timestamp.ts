import { DataError } from '../../connect/errors.ts';
import { javaClass } from '../../connect/java-class.ts';
import type { ConnectValue } from '../../connect/value.ts';
import type { SimpleDateFormat } from '../date-format/simple-date-format.ts';
import type { TimestampKind } from './timestamp-kinds.ts';
import { fromUnixTime, toUnixTime, type UnixPrecision } from './unix-time.ts';

export interface TimestampFormat {
  /** Of texts; absent when none was configured. */
  readonly text: { readonly pattern: string; readonly format: SimpleDateFormat } | undefined;
  readonly unixPrecision: UnixPrecision;
}

const DAY_MS = 86_400_000;

const textFormat = ({ text }: TimestampFormat): NonNullable<TimestampFormat['text']> => {
  if (text !== undefined) return text;
  throw new DataError('TimestampConverter requires format option to be specified when using string timestamps');
};

const unexpected = (expected: string, value: ConnectValue): DataError =>
  new DataError(`Expected ${expected}, but found class ${javaClass(value)}`);

const fromText = (value: ConnectValue, format: TimestampFormat): Date => {
  if (typeof value !== 'string') throw unexpected('string timestamp to be a String', value);
  const text = textFormat(format);
  const date = text.format.parse(value);
  if (date !== null) return date;
  throw new DataError(`Could not parse timestamp: value (${value}) does not match pattern (${text.pattern})`);
};

/** @throws DataError for a value that is not of the kind. */
const read = (value: ConnectValue, kind: TimestampKind, format: TimestampFormat): Date => {
  if (kind === 'string') return fromText(value, format);
  if (kind === 'unix') {
    if (typeof value !== 'bigint' && typeof value !== 'number') throw unexpected('Unix timestamp to be a Long', value);
    return fromUnixTime(value, format.unixPrecision);
  }
  if (!(value instanceof Date)) throw unexpected(`${kind} to be a java.util.Date`, value);
  return value;
};

const write = (date: Date, kind: TimestampKind, format: TimestampFormat): ConnectValue => {
  const millis = date.getTime();
  const sinceMidnight = ((millis % DAY_MS) + DAY_MS) % DAY_MS;
  switch (kind) {
    case 'string':
      return textFormat(format).format.format(date);
    case 'unix':
      return toUnixTime(date, format.unixPrecision);
    case 'Date':
      return new Date(millis - sinceMidnight);
    case 'Time':
      return new Date(sinceMidnight);
    case 'Timestamp':
      return date;
  }
};

/** Brings a point in time from one form into another; `null` stays `null`. @throws DataError in Kafka's words. */
export const convertTimestamp = (
  value: ConnectValue,
  { from, to }: { readonly from: TimestampKind; readonly to: TimestampKind },
  format: TimestampFormat,
): ConnectValue => (value === null ? null : write(read(value, from, format), to, format));
