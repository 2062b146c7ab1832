import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

/** S3's preconditions: none, that there is no such object, or that it is still this one. */
export type Condition = { readonly IfNoneMatch: '*' } | { readonly IfMatch: string } | Record<string, never>;

/** Whatever is to be said about an object besides its content. */
export type ObjectAttributes = Omit<PutObjectCommandInput, 'Body' | 'Bucket' | 'Key'> & {
  readonly Bucket: string;
  readonly Key: string;
};

const uploadParts = async (
  client: S3Client,
  upload: { readonly Bucket: string; readonly Key: string; readonly UploadId: string | undefined },
  body: Uint8Array,
  partSize: number,
) => {
  const parts = [];
  for (let start = 0, PartNumber = 1; start < body.length; start += partSize, PartNumber++) {
    const Body = body.subarray(start, start + partSize);
    const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    parts.push({ PartNumber, ETag, ChecksumCRC32 });
  }
  return parts;
};

const uploadMultipart = async (
  client: S3Client,
  attributes: ObjectAttributes,
  body: Uint8Array,
  partSize: number,
  condition: Condition,
): Promise<void> => {
  const { Bucket, Key } = attributes;
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(attributes));
  const upload = { Bucket, Key, UploadId };
  try {
    const Parts = await uploadParts(client, upload, body, partSize);
    await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...condition }));
  } catch (error) {
    // Parts that stay behind cost; the first error is the one to tell.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => {});
    throw error;
  }
};

/** Creates uploads of whole objects, in one request up to `partSize` bytes, else in parts one after the other. */
export const createUpload =
  (client: S3Client, partSize: number) =>
  async (attributes: ObjectAttributes, body: Uint8Array, condition: Condition): Promise<void> => {
    if (body.length > partSize) return uploadMultipart(client, attributes, body, partSize, condition);
    await client.send(new PutObjectCommand({ ...attributes, Body: body, ...condition }));
  };
