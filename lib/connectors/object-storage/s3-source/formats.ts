const S3 = 'io.confluent.connect.s3.format';

export const AVRO_FORMAT = `${S3}.avro.AvroFormat`;
export const JSON_FORMAT = `${S3}.json.JsonFormat`;
export const PARQUET_FORMAT = `${S3}.parquet.ParquetFormat`;
export const BYTE_ARRAY_FORMAT = `${S3}.bytearray.ByteArrayFormat`;
export const CSV_FORMAT = `${S3}.csv.CsvFormat`;
/** The same under the name of Java's libraries. */
export const CSV_FORMAT_IN_CAPITALS = `${S3}.csv.CSVFormat`;
export const STRING_FORMAT = `${S3}.string.StringFormat`;

export const isCsv = (format: string): boolean => format === CSV_FORMAT || format === CSV_FORMAT_IN_CAPITALS;
