import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type SchemaElement,
} from 'hyparquet';
import { compressors as otherCompressors } from 'hyparquet-compressors';
import { asError, ConnectError, DataError } from '../../../../connect/errors.ts';
import type { Schema, StructSchema } from '../../../../connect/schema.ts';
import { isAvroJson } from '../../../../formats/avro/avro-json.ts';
import { type AvroOptions, DEFAULT_AVRO_OPTIONS } from '../../../../formats/avro/avro-options.ts';
import { parseAvroSchema } from '../../../../formats/avro/parse-schema.ts';
import { toConnectSchema } from '../../../../formats/avro/to-connect-schema.ts';
import { readSchemaText, SCHEMA_KEY } from '../../formats/parquet-metadata.ts';
import { parseExactJson } from '../exact-json.ts';
import type { FileReader, FileSource } from '../file-reader.ts';
import { connectSchema } from './connect-schema.ts';
import { rowReader } from './connect-value.ts';

/** A row group is in memory as a whole. */
const MAX_GROUP_BYTES = 512 * 1024 * 1024;

const compressors = {
  ...otherCompressors,
  GZIP: (bytes: Uint8Array) => gunzipSync(bytes),
  BROTLI: (bytes: Uint8Array) => brotliDecompressSync(bytes),
};

/** hyparquet throws plain errors for what is wrong with the bytes; what the source throws passes. */
const orDataError = async <Result>(read: () => Promise<Result>): Promise<Result> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ConnectError) throw error;
    throw new DataError(`Not a Parquet file that can be read: ${asError(error).message}`, { cause: error });
  }
};

const asBuffer = async (file: FileSource): Promise<AsyncBuffer> => {
  const byteLength = await file.size();
  return { byteLength, slice: (start, end = byteLength) => file.slice(start, end) };
};

const isText = ({ converted_type: converted, logical_type: logical }: SchemaElement): boolean =>
  converted === 'UTF8' || logical?.type === 'STRING';

/** hyparquet rounds decimals and makes objects of maps: without annotations it gives what is there. */
const withoutAnnotations = (metadata: FileMetaData): FileMetaData => ({
  ...metadata,
  schema: metadata.schema.map((element) => {
    const { converted_type: _converted, logical_type: _logical, ...bare } = element;
    return isText(element) ? { ...bare, converted_type: 'UTF8' } : bare;
  }),
});

const avroSchema = (text: string, options: AvroOptions): Schema => {
  const json = parseExactJson(text);
  if (!isAvroJson(json)) throw new DataError('The Avro schema in the footer is none');
  return toConnectSchema(parseAvroSchema(json), options);
};

/** That of the sink here, that of the original's, or what Parquet itself says. */
const schemaOf = (metadata: FileMetaData, options: AvroOptions): StructSchema => {
  const texts = new Map(metadata.key_value_metadata?.map(({ key, value = '' }) => [key, value]));
  const [own, avro] = [texts.get(SCHEMA_KEY), texts.get('parquet.avro.schema')];
  const schema = own === undefined ? avro && avroSchema(avro, options) : readSchemaText(own);
  return schema && schema.type === 'STRUCT' ? schema : connectSchema(parquetSchema(metadata));
};

const readRows = (file: AsyncBuffer, metadata: FileMetaData, rowStart: number, rowEnd: number) =>
  new Promise<ReadonlyArray<readonly unknown[]>>((resolve, reject) => {
    parquetRead({
      file,
      metadata,
      rowStart,
      rowEnd,
      compressors,
      utf8: false,
      // INT96 as nanoseconds.
      parsers: { timestampFromNanoseconds: (nanos: bigint) => nanos },
      onComplete: resolve,
    }).catch(reject);
  });

const checkSize = (bytes: number): void => {
  if (bytes > MAX_GROUP_BYTES)
    throw new DataError(
      `A row group has ${bytes} bytes, and is read as a whole: row groups of up to ${MAX_GROUP_BYTES} bytes are supported`,
    );
};

/** Structs of a Parquet file, row group by row group. */
export const parquetReader = (given: Partial<AvroOptions>): FileReader => {
  const options = { ...DEFAULT_AVRO_OPTIONS, ...given };
  return async function* (source) {
    const file = await asBuffer(source);
    const metadata = await orDataError(() => parquetMetadataAsync(file, { geoparquet: false }));
    const schema = await orDataError(async () => schemaOf(metadata, options));
    const toStruct = await orDataError(async () => rowReader(schema, parquetSchema(metadata)));
    const bare = withoutAnnotations(metadata);
    let start = 0;
    for (const { num_rows: count, total_byte_size: bytes } of metadata.row_groups) {
      checkSize(Number(bytes));
      const [from, to] = [start, start + Number(count)];
      const rows = await orDataError(() => readRows(file, bare, from, to));
      start = to;
      yield rows.map((row) => ({ schema, value: toStruct(row) }));
    }
  };
};
