import type { Headers } from '../../../connect/header.ts';
import { INT64_SCHEMA, STRING_SCHEMA } from '../../../connect/schema.ts';
import type { S3Objects } from './s3-objects.ts';

/** What `file.metadata.headers.enable` says of a record's file. */
export const fileHeaders = async (objects: S3Objects, key: string, delimiter: string): Promise<Headers> => {
  const { size, lastModified } = await objects.describe(key);
  return [
    { key: 'source.file.name', schema: STRING_SCHEMA, value: key.slice(key.lastIndexOf(delimiter) + delimiter.length) },
    { key: 'source.file.path', schema: STRING_SCHEMA, value: key },
    ...(lastModified === null
      ? []
      : [{ key: 'source.file.last_modified', schema: STRING_SCHEMA, value: lastModified.toISOString() }]),
    { key: 'source.file.size', schema: INT64_SCHEMA, value: size },
  ];
};
