import { DataError } from '../../../connect/errors.ts';
import { createBody, type Format } from './format.ts';
import { schemaText } from './parquet-metadata.ts';
import { encodePiece, type ParquetPiece } from './parquet-pieces.ts';
import { parquetSchema } from './parquet-schema.ts';
import { type ParquetValue, parquetRow, type RowOptions } from './parquet-value.ts';

export type ParquetCodec = 'none' | 'snappy' | 'gzip' | 'brotli' | 'zstd';

const CODECS: Readonly<Record<ParquetCodec, { readonly name: ParquetPiece['codec']; readonly extension: string }>> = {
  none: { name: 'UNCOMPRESSED', extension: '' },
  snappy: { name: 'SNAPPY', extension: '.snappy' },
  gzip: { name: 'GZIP', extension: '.gz' },
  brotli: { name: 'BROTLI', extension: '.br' },
  zstd: { name: 'ZSTD', extension: '.zstd' },
};

interface ParquetFormatOptions extends Partial<RowOptions> {
  readonly extension?: string;
}

/**
 * Parquet by hyparquet-writer; follows Confluent's `ParquetFormat`, with lists of three levels. Values must be structs. Rows
 * are kept as they are until the file is finished.
 */
export const parquetFormat = (
  codec: ParquetCodec,
  { extension = `${CODECS[codec].extension}.parquet`, keepsNulls = false }: ParquetFormatOptions = {},
): Format => ({
  extension,
  contentType: 'application/vnd.apache.parquet',
  needsStruct: true,
  assembly: 'PARQUET',
  open: (schema, place) => {
    if (schema?.type !== 'STRUCT') throw new DataError('ParquetFormat needs values that are structs');
    const elements = parquetSchema(schema);
    const text = schemaText(schema);
    const columns = schema.fields.map(({ name }) => name);
    return createBody<readonly ParquetValue[]>({
      place,
      encode: parquetRow(schema, { keepsNulls }),
      assemble: (rows) => encodePiece({ codec: CODECS[codec].name, elements, columns, schema: text, rows }),
    });
  },
});
