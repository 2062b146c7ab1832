import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { s3Failure } from '../s3-sink/s3-failure.ts';

interface ListOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly prefix: string;
}

/** The keys behind one in the order of their bytes, page by page; objects without bytes are left out. */
export async function* listObjects(
  { client, bucket, prefix }: ListOptions,
  after: string | null,
): AsyncGenerator<readonly string[]> {
  let token: string | undefined;
  do {
    const from = token === undefined ? after && { StartAfter: after } : { ContinuationToken: token };
    const page = await client
      .send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ...from }))
      .catch((error: unknown) => {
        throw s3Failure(error, `Listing ${prefix}`, bucket);
      });
    token = page.NextContinuationToken;
    yield (page.Contents ?? []).flatMap(({ Key, Size = 0 }) => (Key === undefined || Size === 0 ? [] : [Key]));
  } while (token !== undefined);
}
