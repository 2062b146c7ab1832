import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
  type UploadPartCopyCommandInput,
} from '@aws-sdk/client-s3';
import type { Piece, PieceStore } from '../object-store.ts';
import type { Condition, ObjectAttributes } from './upload.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html: smaller parts must be the last one. */
export const MIN_PART_BYTES = 5 * 1024 * 1024;

export interface JoinOptions {
  readonly client: S3Client;
  readonly pieces: PieceStore;
  /** Encryption with a key of the user's, which every part repeats. */
  readonly keys: Pick<
    UploadPartCopyCommandInput,
    'SSECustomerAlgorithm' | 'SSECustomerKey' | 'CopySourceSSECustomerAlgorithm' | 'CopySourceSSECustomerKey'
  >;
}

/** Splits pieces into those that S3 copies as parts, and those behind, which are read and make up the last part. */
const split = (pieces: readonly Piece[]): { readonly large: readonly Piece[]; readonly small: readonly Piece[] } => {
  const first = pieces.findIndex(({ bytes }) => bytes < MIN_PART_BYTES);
  return first < 0 ? { large: pieces, small: [] } : { large: pieces.slice(0, first), small: pieces.slice(first) };
};

const encodeSource = (bucket: string, key: string): string =>
  `${bucket}/${key}`.split('/').map(encodeURIComponent).join('/');

/** Makes an object of pieces within S3, by a multipart upload whose parts are copies. */
export const createJoin = ({ client, pieces: store, keys }: JoinOptions) => {
  const { CopySourceSSECustomerAlgorithm, CopySourceSSECustomerKey, ...own } = keys;

  const uploadParts = async (
    upload: { Bucket: string; Key: string; UploadId: string | undefined },
    pieces: readonly Piece[],
  ) => {
    const { large, small } = split(pieces);
    const parts: CompletedPart[] = [];
    for (const { name } of large) {
      const PartNumber = parts.length + 1;
      const CopySource = encodeSource(upload.Bucket, name);
      const { CopyPartResult } = await client.send(
        new UploadPartCopyCommand({ ...upload, ...keys, PartNumber, CopySource }),
      );
      parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
    }
    if (small.length > 0) {
      const PartNumber = parts.length + 1;
      const Body = Buffer.concat(await Promise.all(small.map(({ name }) => store.read(name))));
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, ...own, PartNumber, Body }));
      parts.push({ PartNumber, ETag });
    }
    return parts;
  };

  return async (attributes: ObjectAttributes, pieces: readonly Piece[], condition: Condition): Promise<void> => {
    const { Bucket, Key } = attributes;
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(attributes));
    const upload = { Bucket, Key, UploadId };
    try {
      const Parts = await uploadParts(upload, pieces);
      await client.send(
        new CompleteMultipartUploadCommand({ ...upload, ...own, MultipartUpload: { Parts }, ...condition }),
      );
    } catch (error) {
      await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
      throw error;
    }
  };
};
