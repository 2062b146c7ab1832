import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asError, DataError } from '../../../connect/errors.ts';
import { createByteReader } from './byte-reader.ts';
import { unsnappy } from './snappy-block.ts';

/** Turns the bytes of a file into those that were compressed. */
export type Unpack = (body: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** @throws DataError for what gzip has not written. */
export const gunzip: Unpack = async function* (body) {
  try {
    // Whoever reads learns of errors; the callback keeps them from being thrown a second time.
    yield* pipeline(body, createGunzip(), () => {});
  } catch (error) {
    const { message } = asError(error);
    const isZipped = error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
    throw isZipped ? new DataError(`Not compressed by gzip: ${message}`, { cause: error }) : error;
  }
};

const SNAPPY_MAGIC = Buffer.from('\x82SNAPPY\x00', 'latin1');
const INT_BYTES = 4;

const orNotSnappy = <Value>(read: () => Value): Value => {
  try {
    return read();
  } catch (error) {
    throw new DataError(`Not compressed by snappy: ${asError(error).message}`, { cause: error });
  }
};

/** Streams of `org.xerial.snappy.SnappyOutputStream`, one behind the other. @throws DataError */
export const unsnappyStream: Unpack = async function* (body) {
  const file = createByteReader(body);
  const magicStart = SNAPPY_MAGIC.readInt32BE();
  let hasBegun = false;
  while (!(await file.isAtEnd())) {
    const size = (await file.read(INT_BYTES)).readInt32BE();
    if (size === magicStart) {
      // The rest of the name, and two versions.
      await file.read(SNAPPY_MAGIC.length + INT_BYTES);
      hasBegun = true;
      continue;
    }
    if (!hasBegun) throw new DataError('Not compressed by snappy: the file does not begin as a stream does');
    const block = await file.read(size);
    yield orNotSnappy(() => unsnappy(block));
  }
};

/** Frames of Zstandard, in memory. @throws DataError */
export const unzstd: Unpack = async function* (body) {
  const { decompressZstd } = await import('hyparquet-compressors');
  const parts: Uint8Array[] = [];
  for await (const part of body) parts.push(part);
  try {
    yield decompressZstd(Buffer.concat(parts));
  } catch (error) {
    throw new DataError(`Not compressed by zstd: ${asError(error).message}`, { cause: error });
  }
};
