import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { FileSource } from '../read/file-reader.ts';
import { s3Failure, statusOf } from '../s3-sink/s3-failure.ts';

/** A page of what is directly in a folder. */
interface FolderPage {
  readonly keys: readonly string[];
  /** Folders in it, with their prefix and a delimiter at the end. */
  readonly folders: readonly string[];
}

/** The objects of a bucket, for reading. */
export interface S3Objects {
  list(folder: string): AsyncGenerator<FolderPage>;
  /** What is read of it throws a DataError when there is no such object. */
  open(key: string): FileSource;
  close(): void;
}

const isGone = (error: unknown): boolean => statusOf(error) === 404;

/** An object for reading; in portions that are all of one version. */
const createSource = (client: S3Client, Bucket: string, Key: string): FileSource => {
  let version: { readonly IfMatch?: string } = {};

  const fail = (error: unknown): never => {
    if (isGone(error)) throw new DataError(`There is no object ${Key}`, { cause: error });
    if (statusOf(error) === 412)
      throw new RetriableError(`Object ${Key} was replaced while it was read`, { cause: error });
    throw s3Failure(error, `Reading ${Key}`, Bucket);
  };

  return {
    stream: async function* () {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
        if (!(Body instanceof Readable)) throw new ConnectError(`Object ${Key} has no body`);
        // Ends the request where reading ends early.
        for await (const chunk of Body) yield chunk;
      } catch (error) {
        fail(error);
      }
    },
    size: async () => {
      const { ContentLength = 0, ETag } = await client.send(new HeadObjectCommand({ Bucket, Key })).catch(fail);
      if (ETag !== undefined) version = { IfMatch: ETag };
      return ContentLength;
    },
    slice: async (start, end) => {
      if (end <= start) return new ArrayBuffer(0);
      const Range = `bytes=${start}-${end - 1}`;
      const read = async () => {
        const { Body } = await client.send(new GetObjectCommand({ ...version, Bucket, Key, Range }));
        return Uint8Array.from((await Body?.transformToByteArray()) ?? []).buffer;
      };
      return read().catch(fail);
    },
  };
};

export interface ListOptions {
  readonly delimiter: string;
  /** Objects changed before are not listed; in milliseconds since the epoch. */
  readonly changedSince: number;
}

export const createS3Objects = (
  client: S3Client,
  bucket: string,
  { delimiter, changedSince }: ListOptions,
): S3Objects => ({
  list: async function* (folder) {
    let token: string | undefined;
    do {
      const page = await client
        .send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: folder,
            Delimiter: delimiter,
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        )
        .catch((error: unknown) => {
          throw s3Failure(error, `Listing ${folder}`, bucket);
        });
      token = page.NextContinuationToken;
      yield {
        keys: (page.Contents ?? []).flatMap(({ Key, LastModified }) =>
          Key === undefined || (LastModified?.getTime() ?? changedSince) < changedSince ? [] : [Key],
        ),
        folders: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
      };
    } while (token !== undefined);
  },
  open: (key) => createSource(client, bucket, key),
  close: () => client.destroy(),
});
