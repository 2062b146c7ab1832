import { createHash } from 'node:crypto';
import { HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { RetriableError } from '../../../connect/errors.ts';
import type { ObjectStore, StoredObject } from '../object-store.ts';
import { s3Failure, statusOf } from './s3-failure.ts';
import { createUpload, type ObjectAttributes } from './upload.ts';

export interface S3StoreOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly partSizeBytes: number;
  readonly isConditional: boolean;
  /** Encryption and access control of every object. */
  readonly attributes: Pick<ObjectAttributes, 'ACL' | 'ServerSideEncryption' | 'SSEKMSKeyId'>;
  /** Called for every object stored. */
  tag(object: StoredObject): Promise<void>;
}

const metadataOf = ({ firstOffset, lastOffset, body }: StoredObject): Record<string, string> => ({
  'kafka-first-offset': String(firstOffset),
  'kafka-last-offset': String(lastOffset),
  'content-digest': createHash('md5').update(body).digest('base64'),
});

const hasMetadata = (existing: HeadObjectCommandOutput, expected: Record<string, string>): boolean =>
  Object.entries(expected).every(([name, value]) => existing.Metadata?.[name] === value);

/** The object was changed or deleted between two of our requests. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof Error && (statusOf(error) === 412 || error.name === 'NotFound' || error.name === 'NoSuchKey');

/**
 * Objects in a bucket. With conditional writes an object is first written as a new one; where there is one already, from
 * an earlier attempt at the same batch, it stays if it is the same, and else is overwritten unless it has changed meanwhile.
 */
export const createS3Store = (options: S3StoreOptions): ObjectStore => {
  const { client, bucket, isConditional } = options;
  const upload = createUpload(client, options.partSizeBytes);

  const overwrite = async (attributes: ObjectAttributes, metadata: Record<string, string>, body: Uint8Array) => {
    const existing = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: attributes.Key }));
    if (hasMetadata(existing, metadata)) return;
    await upload(attributes, body, existing.ETag === undefined ? {} : { IfMatch: existing.ETag });
  };

  const store = async (object: StoredObject): Promise<void> => {
    const Metadata = metadataOf(object);
    const attributes = {
      ...options.attributes,
      Bucket: bucket,
      Key: object.key,
      ContentType: object.contentType,
      Metadata,
    };
    try {
      await upload(attributes, object.body, isConditional ? { IfNoneMatch: '*' } : {});
    } catch (error) {
      if (statusOf(error) !== 412) throw error;
      await overwrite(attributes, Metadata, object.body);
    }
  };

  return {
    write: async (object) => {
      try {
        await store(object);
        await options.tag(object);
      } catch (error) {
        if (isOvertaken(error))
          throw new RetriableError(`${object.key} in S3 bucket ${bucket} was changed by another writer`, {
            cause: error,
          });
        throw s3Failure(error, `Writing ${object.key}`, bucket);
      }
    },
    close: () => client.destroy(),
  };
};
