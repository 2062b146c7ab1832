import type { Converter, RecordHeaders } from '../../connect/converter.ts';
import { DataError } from '../../connect/errors.ts';
import { Struct } from '../../connect/struct.ts';
import type { ConnectValue } from '../../connect/value.ts';

/** Reads headers in JSON with its schema; follows `RecordAndMetadataHeaderImpl`. */
export interface HeaderReader {
  has(headers: RecordHeaders | undefined, name: string): boolean;
  /** @throws DataError where there is none, or no text in it. */
  text(headers: RecordHeaders | undefined, name: string): string;
  /** `null` where there is none, or nothing in it. @throws DataError for anything else. */
  struct(headers: RecordHeaders | undefined, name: string): Struct | null;
}

export const createHeaderReader = (json: Converter): HeaderReader => {
  const read = (headers: RecordHeaders | undefined, name: string): ConnectValue => {
    const header = headers?.lastHeader(name);
    return header === undefined ? null : json.toConnectData('', header.value).value;
  };
  return {
    has: (headers, name) => headers?.lastHeader(name) !== undefined,
    text: (headers, name) => {
      const value = read(headers, name);
      if (typeof value === 'string') return value;
      throw new DataError(value === null ? `Header \`${name}\` was not provided` : `Header \`${name}\` must be a text`);
    },
    struct: (headers, name) => {
      const value = read(headers, name);
      if (value === null || value instanceof Struct) return value;
      throw new DataError(`Header \`${name}\` must be a struct: set header.converter to JSON with its schemas`);
    },
  };
};
