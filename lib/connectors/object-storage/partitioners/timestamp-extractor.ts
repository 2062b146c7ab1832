import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { valueAtPath } from './field-path.ts';

/** The time of a record in milliseconds since the epoch. @throws DataError when it has none. */
export type TimestampExtractor = (record: SinkRecord, nowMs: number) => number;

const EPOCH_TEXT = /^-?\d{1,19}$/;
const ISO_TEXT = /^\d{4}(-\d\d){0,2}(T(\d\d(:\d\d(:\d\d(\.\d+)?)?)?)?)?(Z|[+-]\d\d(:?\d\d)?)?$/;

/** `Date.parse` wants minutes, a colon in the offset, and takes a time without offset for that of the machine. */
const parseIso = (text: string): number => {
  const [date = '', rest = ''] = text.split('T');
  const [, time = '', offset = ''] = /^([^Z+-]*)(.*)$/.exec(rest) ?? [];
  if (time === '') return Date.parse(date);
  const minutes = time.includes(':') ? time : `${time}:00`;
  return Date.parse(
    `${date}T${minutes}${offset.replace(/^([+-]\d\d):?(\d\d)?$/, (_, h, m = '00') => `${h}:${m}`) || 'Z'}`,
  );
};

const toMillis = (value: ConnectValue | undefined): number => {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.getTime();
  if (typeof value !== 'string') return Number.NaN;
  if (EPOCH_TEXT.test(value)) return Number(value);
  return ISO_TEXT.test(value) ? parseIso(value) : Number.NaN;
};

const recordTimestamp: TimestampExtractor = ({ timestamp }) => {
  if (timestamp === null) throw new DataError('Unable to determine the timestamp: the record has none');
  return timestamp;
};

const recordFieldTimestamp = (field: string): TimestampExtractor => {
  const path = field.split('.');
  return ({ value }) => {
    const timestamp = toMillis(valueAtPath(value, path)?.value);
    if (Number.isNaN(timestamp))
      throw new DataError(
        `Error extracting timestamp from record field '${field}': it must hold epoch milliseconds, a Timestamp or ISO 8601 text`,
      );
    return timestamp;
  };
};

/** Follows the extractors nested in Confluent's `TimeBasedPartitioner`. */
export const timestampExtractor = (kind: 'Wallclock' | 'Record' | 'RecordField', field: string): TimestampExtractor => {
  if (kind === 'Wallclock') return (_record, nowMs) => nowMs;
  return kind === 'Record' ? recordTimestamp : recordFieldTimestamp(field);
};
