import { BSON } from 'mongodb';
import { ConnectError } from '../../../connect/errors.ts';
import type { OperationTime } from './bson/bson-value.ts';

/** Where a change stream goes on, as the server gave it. */
export interface ResumeToken {
  readonly _data: unknown;
}

const TIMESTAMP_TYPE = 0x82;

/** The token in an offset: its document's bytes in base64; follows `io.debezium.connector.mongodb.ResumeTokens`. */
export const encodeToken = (token: ResumeToken): string => Buffer.from(BSON.serialize(token)).toString('base64');

export const encodeTokenBytes = (bytes: Buffer): string => bytes.toString('base64');

/** Reads what {@link encodeToken} wrote, or the bare `_data` of older releases. @throws ConnectError for neither. */
export const decodeToken = (text: string): ResumeToken => {
  if (/^[0-9A-Fa-f]+$/.test(text) && text.startsWith('82')) return { _data: text };
  try {
    const { _data } = BSON.deserialize(Buffer.from(text, 'base64'), { promoteBuffers: true });
    return { _data };
  } catch (cause) {
    throw new ConnectError('The stored offset has a resume_token that is none: reset the offsets to begin anew', {
      cause,
    });
  }
};

/** The operation time that a token begins with; `undefined` for a server that makes others. */
export const tokenTime = ({ _data: data }: ResumeToken): OperationTime | undefined => {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'hex') : undefined;
  if (bytes === undefined || bytes.length < 9 || bytes[0] !== TIMESTAMP_TYPE) return undefined;
  return { sec: bytes.readUInt32BE(1), ord: bytes.readUInt32BE(5) };
};

export const isBefore = (one: OperationTime, other: OperationTime): boolean =>
  one.sec < other.sec || (one.sec === other.sec && one.ord < other.ord);
