import { Readable } from 'node:stream';
import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { ConnectError, DataError } from '../../../connect/errors.ts';
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
  /** @throws DataError when there is no such object. */
  read(key: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

const isGone = (error: unknown): boolean => statusOf(error) === 404;

export const createS3Objects = (client: S3Client, bucket: string, delimiter: string): S3Objects => ({
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
        keys: (page.Contents ?? []).flatMap(({ Key }) => Key ?? []),
        folders: (page.CommonPrefixes ?? []).flatMap(({ Prefix }) => Prefix ?? []),
      };
    } while (token !== undefined);
  },
  read: async function* (key) {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (!(Body instanceof Readable)) throw new ConnectError(`Object ${key} has no body`);
      // Ends the request where reading ends early.
      for await (const chunk of Body) yield chunk;
    } catch (error) {
      if (isGone(error)) throw new DataError(`There is no object ${key}`, { cause: error });
      throw s3Failure(error, `Reading ${key}`, bucket);
    }
  },
  close: () => client.destroy(),
});
