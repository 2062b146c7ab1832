const S3 = 'io.confluent.connect.s3.format';

export const AVRO_FORMAT = `${S3}.avro.AvroFormat`;
export const JSON_FORMAT = `${S3}.json.JsonFormat`;
export const PARQUET_FORMAT = `${S3}.parquet.ParquetFormat`;
export const BYTE_ARRAY_FORMAT = `${S3}.bytearray.ByteArrayFormat`;
export const STRING_FORMAT = `${S3}.string.StringFormat`;
