import { isPlainObject, type PlainJson, parsePlainJson } from '../plain-json.ts';

export interface OperationTime {
  readonly t: number;
  readonly i: number;
}

const MAX_SECONDS = 2 ** 31;

const FORMAT =
  'Must be either an integer number of seconds since the Epoch in the decimal format (example: 30), or an instant in the ISO-8601 format with one second precision (example: \'1970-01-01T00:00:30Z\'), or a BSON Timestamp in the canonical extended JSON (v2) format (example: \'{"$timestamp": {"t": 30, "i": 0}}\').';

const ofTimestamp = (value: PlainJson): OperationTime | null => {
  const inner = isPlainObject(value) ? value.$timestamp : undefined;
  if (inner === undefined || !isPlainObject(inner)) return null;
  const { t, i } = inner;
  return typeof t === 'number' && typeof i === 'number' ? { t, i } : null;
};

const ofJson = (text: string): OperationTime | null => {
  try {
    return ofTimestamp(parsePlainJson(text));
  } catch {
    return null;
  }
};

const ofInstant = (text: string): OperationTime | null => {
  const millis = /^[+-]?\d{4,}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(millis) ? null : { t: Math.floor(millis / 1000), i: 0 };
};

/** Follows `BsonTimestampParser`; `null` for an empty text. @throws TypeError for any other that is no time. */
export const parseOperationTime = (text: string): OperationTime | null => {
  if (text === '') return null;
  const time = /^[+-]?\d+$/.test(text) ? { t: Number(text), i: 0 } : (ofInstant(text) ?? ofJson(text));
  if (time === null || Math.abs(time.t) >= MAX_SECONDS) throw new TypeError(FORMAT);
  return time;
};
