const S3 = 'io.confluent.connect.s3';

export const AVRO_FORMAT = `${S3}.format.avro.AvroFormat`;
export const JSON_FORMAT = `${S3}.format.json.JsonFormat`;
export const PARQUET_FORMAT = `${S3}.format.parquet.ParquetFormat`;
export const BYTE_ARRAY_FORMAT = `${S3}.format.bytearray.ByteArrayFormat`;
/** The mode that writes whole records. */
export const BACKUP = 'BACKUP_FULL_RECORD';

export const S3_STORAGE = `${S3}.storage.S3Storage`;

/** Assumes the role of `s3.credentials.provider.sts.*`. */
export const ROLE_CREDENTIALS = `${S3}.auth.AwsAssumeRoleCredentialsProvider`;

/** Takes its key from `s3.credentials.provider.*`. */
export const AIVEN_CREDENTIALS = 'io.aiven.kafka.connect.util.AivenAWSCredentialsProvider';
