import { createHash } from 'node:crypto';
import { HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { RetriableError } from '../../../connect/errors.ts';
import { MissingPieceError, type ObjectDescription, type ObjectStore, type Piece } from '../object-store.ts';
import { s3Failure, statusOf } from './s3-failure.ts';
import { createJoin, MIN_PART_BYTES } from './s3-join.ts';
import { createS3Pieces, isNotThere } from './s3-pieces.ts';
import { type Condition, createUpload, type ObjectAttributes } from './upload.ts';

export interface S3StoreOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly partSizeBytes: number;
  readonly isConditional: boolean;
  /** Encryption, access control and storage class of every object; pieces have no storage class. */
  readonly attributes: Pick<
    ObjectAttributes,
    'ACL' | 'ServerSideEncryption' | 'SSEKMSKeyId' | 'SSECustomerAlgorithm' | 'SSECustomerKey' | 'StorageClass'
  >;
  /** Called for every object stored. */
  tag(object: ObjectDescription): Promise<void>;
}

const metadataOf = (
  { firstOffset, lastOffset }: ObjectDescription,
  content: string | Uint8Array,
): Record<string, string> => ({
  'kafka-first-offset': String(firstOffset),
  'kafka-last-offset': String(lastOffset),
  'content-digest': createHash('md5').update(content).digest('base64'),
});

const hasMetadata = (existing: HeadObjectCommandOutput, expected: Record<string, string>): boolean =>
  Object.entries(expected).every(([name, value]) => existing.Metadata?.[name] === value);

/** The object was changed or deleted between two of our requests. */
const isOvertaken = (error: unknown): boolean => statusOf(error) === 412 || isNotThere(error);

const ssec = ({ SSECustomerAlgorithm, SSECustomerKey }: S3StoreOptions['attributes']) =>
  SSECustomerKey === undefined ? {} : { SSECustomerAlgorithm, SSECustomerKey };

const copyKeys = (attributes: S3StoreOptions['attributes']) => {
  const own = ssec(attributes);
  const { SSECustomerAlgorithm, SSECustomerKey } = attributes;
  return SSECustomerKey === undefined
    ? {}
    : { ...own, CopySourceSSECustomerAlgorithm: SSECustomerAlgorithm, CopySourceSSECustomerKey: SSECustomerKey };
};

/**
 * Objects in a bucket. With conditional writes an object is first written as a new one; where there is one already, from
 * an earlier attempt at the same batch, it stays if it is the same, and else is overwritten unless it has changed meanwhile.
 */
export const createS3Store = (options: S3StoreOptions): ObjectStore => {
  const { client, bucket, isConditional } = options;
  const reading = ssec(options.attributes);
  const upload = createUpload(client, options.partSizeBytes);
  // Pieces live for minutes, and other classes are paid for by the month.
  const { StorageClass: _ofObjects, ...pieceAttributes } = options.attributes;
  const pieces = createS3Pieces({ client, bucket, attributes: pieceAttributes, reading });
  const join = createJoin({ client, pieces, keys: copyKeys(options.attributes) });

  const head = (Key: string) => client.send(new HeadObjectCommand({ ...reading, Bucket: bucket, Key }));

  const store = async (
    object: ObjectDescription,
    content: string | Uint8Array,
    send: (attributes: ObjectAttributes, condition: Condition) => Promise<void>,
  ): Promise<void> => {
    const Metadata = metadataOf(object, content);
    const attributes = {
      ...options.attributes,
      Bucket: bucket,
      Key: object.key,
      ContentType: object.contentType,
      Metadata,
    };
    try {
      await send(attributes, isConditional ? { IfNoneMatch: '*' } : {});
    } catch (error) {
      if (statusOf(error) !== 412) throw error;
      const existing = await head(object.key);
      if (hasMetadata(existing, Metadata)) return;
      await send(attributes, existing.ETag === undefined ? {} : { IfMatch: existing.ETag });
    }
  };

  const orFail = async (object: ObjectDescription, write: () => Promise<void>): Promise<void> => {
    try {
      await write();
      await options.tag(object);
    } catch (error) {
      if (isOvertaken(error))
        throw new RetriableError(`${object.key} in S3 bucket ${bucket} was changed by another writer`, {
          cause: error,
        });
      throw s3Failure(error, `Writing ${object.key}`, bucket);
    }
  };

  const joinPieces = async (object: ObjectDescription, joined: readonly Piece[]): Promise<void> => {
    try {
      const names = JSON.stringify(joined.map(({ name }) => name));
      await store(object, names, (attributes, condition) => join(attributes, joined, condition));
    } catch (error) {
      throw isNotThere(error) ? new MissingPieceError(`of ${object.key}`, error) : error;
    }
  };

  return {
    pieces,
    write: (object) =>
      orFail(object, () =>
        store(object, object.body, (attributes, condition) => upload(attributes, object.body, condition)),
      ),
    join: async (object, joined) => {
      const [first] = joined;
      if (first === undefined || joined.length === 1 || first.bytes < MIN_PART_BYTES) return false;
      await orFail(object, () => joinPieces(object, joined));
      return true;
    },
    exists: async (key) => {
      try {
        await head(key);
        return true;
      } catch (error) {
        if (isNotThere(error)) return false;
        throw s3Failure(error, `Looking for ${key}`, bucket);
      }
    },
    close: () => client.destroy(),
  };
};
