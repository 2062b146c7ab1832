import { deflateSync, inflateSync } from 'node:zlib';
import { asError, DataError } from '../../connect/errors.ts';

/** AWS Glue's header: a version, a compression, and the schema version's UUID. */
const HEADER_VERSION = 3;
const UNCOMPRESSED = 0;
const ZLIB = 5;
const HEAD_BYTES = 18;

const isGlue = (bytes: Uint8Array): boolean =>
  bytes.length >= HEAD_BYTES && bytes[0] === HEADER_VERSION && (bytes[1] === UNCOMPRESSED || bytes[1] === ZLIB);

/** The id of the schema version that a message is written with. @throws DataError when it is not of this format. */
export const versionIdOf = (bytes: Uint8Array): string => {
  if (!isGlue(bytes)) throw new DataError('Invalid schema registry header: not a message of AWS Glue Schema Registry');
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset + 2, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** @throws DataError when it does not decompress. */
export const payloadOf = (bytes: Uint8Array): Uint8Array => {
  const payload = bytes.subarray(HEAD_BYTES);
  if (bytes[1] !== ZLIB) return payload;
  try {
    return inflateSync(payload);
  } catch (error) {
    throw new DataError(`Error while decompressing data: ${asError(error).message}`, { cause: error });
  }
};

/** Puts the header before payloads of a schema version. */
export const createFrame = (versionId: string, compression: 'NONE' | 'ZLIB'): ((payload: Uint8Array) => Uint8Array) => {
  const head = Buffer.concat([
    Buffer.of(HEADER_VERSION, compression === 'ZLIB' ? ZLIB : UNCOMPRESSED),
    Buffer.from(versionId.replaceAll('-', ''), 'hex'),
  ]);
  return (payload) => Buffer.concat([head, compression === 'ZLIB' ? deflateSync(payload) : payload]);
};
