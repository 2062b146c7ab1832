import { DataError } from '../../connect/errors.ts';

const LONG_LIMIT = 2n ** 63n;
const INT_LIMIT = 2 ** 31;

export const invalidJson = (message: string): DataError =>
  new DataError(message, { className: 'org.bson.json.JsonParseException' });

/** @throws DataError always. */
export const invalid = (what: string): never => {
  throw invalidJson(`Invalid JSON: ${what}`);
};

const isInt32 = (value: number): boolean => Number.isInteger(value) && value >= -INT_LIMIT && value < INT_LIMIT;

/** @throws DataError when it is none. */
export const int32 = (value: number): number => (isInt32(value) ? value + 0 : invalid(`${value} is no int32`));

/** @throws DataError when it is none. */
export const int64 = (text: string): bigint => {
  const value = BigInt(text);
  return value >= -LONG_LIMIT && value < LONG_LIMIT ? value : invalid(`${text} is no int64`);
};

/** Numbers as written tell their types: whole ones are an int32 if they fit, else an int64; all others are doubles. */
export const numberLiteral = <V>(
  text: string,
  make: { int32(value: number): V; int64(value: bigint): V; double(value: number): V },
): V => {
  if (!/^-?\d+$/.test(text)) return make.double(Number(text));
  const near = Number(text);
  return isInt32(near) ? make.int32(near + 0) : make.int64(int64(text));
};

/** Without a zone it is UTC, whatever this machine's. @throws DataError when it is no date. */
export const isoDate = (value: string): Date => {
  const date = new Date(/(Z|[+-]\d\d(:?\d\d)?)$/i.test(value) || !value.includes('T') ? value : `${value}Z`);
  return Number.isNaN(date.getTime()) ? invalid(`${value} is no date`) : date;
};
