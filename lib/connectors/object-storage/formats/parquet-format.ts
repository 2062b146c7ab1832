import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { CompressionCodec } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { DataError } from '../../../connect/errors.ts';
import { createBody, type Format } from './format.ts';
import { parquetSchema } from './parquet-schema.ts';
import { type ParquetValue, parquetRow } from './parquet-value.ts';

export type ParquetCodec = 'none' | 'snappy' | 'gzip' | 'brotli';

const CODECS: Readonly<Record<ParquetCodec, { readonly name: CompressionCodec; readonly extension: string }>> = {
  none: { name: 'UNCOMPRESSED', extension: '' },
  snappy: { name: 'SNAPPY', extension: '.snappy' },
  gzip: { name: 'GZIP', extension: '.gz' },
  brotli: { name: 'BROTLI', extension: '.br' },
};

const compressors = {
  GZIP: (bytes: Uint8Array) => gzipSync(bytes),
  BROTLI: (bytes: Uint8Array) => brotliCompressSync(bytes),
};

/**
 * Parquet by hyparquet-writer; follows Confluent's `ParquetFormat`, with lists of three levels. Values must be structs.
 * Pages are of version 2, rows stay in memory until the file is finished, and a page is compressed on the main thread.
 */
export const parquetFormat = (codec: ParquetCodec): Format => ({
  extension: `${CODECS[codec].extension}.parquet`,
  contentType: 'application/vnd.apache.parquet',
  needsStruct: true,
  open: (schema) => {
    if (schema?.type !== 'STRUCT') throw new DataError('ParquetFormat needs values that are structs');
    const elements = parquetSchema(schema);
    return createBody<readonly ParquetValue[]>({
      encode: parquetRow(schema),
      assemble: (rows) =>
        new Uint8Array(
          parquetWriteBuffer({
            schema: elements,
            columnData: schema.fields.map(({ name, index }) => ({ name, data: rows.map((row) => row[index]) })),
            codec: CODECS[codec].name,
            compressors,
          }),
        ),
    });
  },
});
