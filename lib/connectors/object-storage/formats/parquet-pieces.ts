import { deserialize, serialize } from 'node:v8';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { SchemaElement } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import * as v from 'valibot';
import { DataError } from '../../../connect/errors.ts';
import { SCHEMA_KEY } from './parquet-metadata.ts';
import type { ParquetValue } from './parquet-value.ts';

type Codec = 'UNCOMPRESSED' | 'SNAPPY' | 'GZIP' | 'BROTLI' | 'ZSTD';

/** Rows of a Parquet file that is not finished: its footer and its dictionaries need all of them. */
export interface ParquetPiece {
  readonly codec: Codec;
  /** Of the whole file, depth first. */
  readonly elements: SchemaElement[];
  readonly columns: readonly string[];
  /** Of the rows, for the footer. */
  readonly schema: string;
  readonly rows: ReadonlyArray<readonly ParquetValue[]>;
}

const compressors = {
  GZIP: (bytes: Uint8Array) => gzipSync(bytes),
  BROTLI: (bytes: Uint8Array) => brotliCompressSync(bytes),
};

const compressorsOf = async (codec: Codec) => {
  if (codec !== 'ZSTD') return compressors;
  const { createZstd } = await import('./zstd.ts');
  return { ZSTD: await createZstd() };
};

/** Checks the frame only: what is in it was checked when it was written. */
const pieceSchema = v.object({
  codec: v.picklist(['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI', 'ZSTD']),
  elements: v.array(v.custom<SchemaElement>((element) => typeof element === 'object')),
  columns: v.array(v.string()),
  schema: v.optional(v.string(), ''),
  rows: v.array(v.custom<readonly ParquetValue[]>(Array.isArray)),
});

const LENGTH_BYTES = 4;

/** Its length before it, so that pieces can stand one behind the other. */
export const encodePiece = (piece: ParquetPiece): Uint8Array => {
  const body = serialize(piece);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(body.length);
  return Buffer.concat([length, body]);
};

const decodePieces = (bytes: Uint8Array): readonly ParquetPiece[] => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const pieces: ParquetPiece[] = [];
  for (let start = 0; start < buffer.length; ) {
    const end = start + LENGTH_BYTES + buffer.readUInt32BE(start);
    pieces.push(v.parse(pieceSchema, deserialize(buffer.subarray(start + LENGTH_BYTES, end))));
    start = end;
  }
  return pieces;
};

/** A Parquet file of rows, in pages of version 2, compressed on the main thread. */
export const parquetFile = async (pieces: Uint8Array): Promise<Uint8Array> => {
  const decoded = decodePieces(pieces);
  const [first] = decoded;
  if (first === undefined) throw new DataError('A Parquet file needs rows');
  const rows = decoded.flatMap((piece) => piece.rows);
  return new Uint8Array(
    parquetWriteBuffer({
      schema: first.elements,
      columnData: first.columns.map((name, index) => ({ name, data: rows.map((row) => row[index]) })),
      codec: first.codec,
      ...(first.schema === '' ? {} : { kvMetadata: [{ key: SCHEMA_KEY, value: first.schema }] }),
      compressors: await compressorsOf(first.codec),
    }),
  );
};
