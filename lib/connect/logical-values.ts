import { DataError } from './errors.ts';

/**
 * The numbers under Kafka Connect's temporal types and back; follows `fromLogical` and `toLogical` of
 * `org.apache.kafka.connect.data.{Date,Time,Timestamp}`.
 */
const DAY_MS = 86_400_000;

/**
 * Days since 1970-01-01 of a `Date` value.
 *
 * @throws DataError when it is not at midnight UTC.
 */
export const daysOf = (date: Date): number => {
  const days = date.getTime() / DAY_MS;
  if (!Number.isInteger(days))
    throw new DataError('Kafka Connect Date type should not have any time fields set to non-zero values.');
  return days;
};

/**
 * Milliseconds since midnight of a `Time` value.
 *
 * @throws DataError when it is not on 1970-01-01 UTC.
 */
export const millisOfDay = (date: Date): number => {
  const millis = date.getTime();
  if (!(millis >= 0 && millis <= DAY_MS))
    throw new DataError('Kafka Connect Time type should not have any date fields set to non-zero values.');
  return millis;
};

/**
 * Milliseconds since the epoch of a `Timestamp` value.
 *
 * @throws DataError when the date is an invalid one, which Java does not have.
 */
export const millisOf = (date: Date): number => {
  const millis = date.getTime();
  if (Number.isNaN(millis)) throw new DataError('Invalid value for Timestamp: not a point in time');
  return millis;
};

const dateAt = (millis: number, what: string): Date => {
  const date = new Date(millis);
  // Java's Date reaches farther than JavaScript's ±8.64e15 ms.
  if (Number.isNaN(date.getTime())) throw new DataError(`Invalid value for ${what}: ${millis} ms is out of range`);
  return date;
};

/** @throws DataError beyond ±100,000,000 days. */
export const dateFromDays = (days: number): Date => dateAt(days * DAY_MS, 'Date');

/** @throws DataError beyond one day. */
export const timeFromMillis = (millis: number): Date => {
  if (millis < 0 || millis > DAY_MS)
    throw new DataError('Time values must use number of milliseconds greater than 0 and less than 86400000');
  return new Date(millis);
};

/** @throws DataError beyond ±8.64e15 ms. */
export const timestampFromMillis = (millis: number): Date => dateAt(millis, 'Timestamp');
