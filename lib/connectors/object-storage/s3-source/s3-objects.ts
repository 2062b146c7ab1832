import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ConnectError, DataError, RetriableError } from '../../../connect/errors.ts';
import type { FileSource } from '../read/file-reader.ts';
import { s3Failure, statusOf } from '../s3-sink/s3-failure.ts';

/** A page of what is directly in a folder. */
interface FolderPage {
  readonly keys: readonly string[];
  /** Folders in it, with their prefix and a delimiter at the end. */
  readonly folders: readonly string[];
}

/** What S3 knows of an object besides its content. */
interface ObjectDescription {
  readonly size: number;
  readonly lastModified: Date | null;
}

/** There is no such object, or no longer. */
export class ObjectGoneError extends DataError {}

/** The objects of a bucket, for reading. */
export interface S3Objects {
  list(folder: string): AsyncGenerator<FolderPage>;
  /** What is read of it throws an ObjectGoneError when there is no such object. */
  open(key: string): FileSource;
  /** @throws ObjectGoneError */
  describe(key: string): Promise<ObjectDescription>;
  close(): void;
}

const isGone = (error: unknown): boolean => statusOf(error) === 404;

type CustomerKey = Pick<GetObjectCommandInput, 'SSECustomerAlgorithm' | 'SSECustomerKey'>;

interface ObjectAddress extends CustomerKey {
  readonly Bucket: string;
  readonly Key: string;
}

/** An object for reading; in portions that are all of one version. */
const createSource = (client: S3Client, address: ObjectAddress) => {
  const { Bucket, Key } = address;
  let version: { readonly IfMatch?: string } = {};

  const fail = (error: unknown): never => {
    if (isGone(error)) throw new ObjectGoneError(`There is no object ${Key}`, { cause: error });
    if (statusOf(error) === 412)
      throw new RetriableError(`Object ${Key} was replaced while it was read`, { cause: error });
    throw s3Failure(error, `Reading ${Key}`, Bucket);
  };

  const head = () => client.send(new HeadObjectCommand(address)).catch(fail);

  return {
    describe: async () => {
      const { ContentLength = 0, LastModified = null } = await head();
      return { size: ContentLength, lastModified: LastModified };
    },
    stream: async function* (): AsyncGenerator<Uint8Array> {
      try {
        const { Body } = await client.send(new GetObjectCommand(address));
        if (!(Body instanceof Readable)) throw new ConnectError(`Object ${Key} has no body`);
        // Ends the request where reading ends early.
        for await (const chunk of Body) yield chunk;
      } catch (error) {
        fail(error);
      }
    },
    size: async () => {
      const { ContentLength = 0, ETag } = await head();
      if (ETag !== undefined) version = { IfMatch: ETag };
      return ContentLength;
    },
    slice: async (start: number, end: number) => {
      if (end <= start) return new ArrayBuffer(0);
      const Range = `bytes=${start}-${end - 1}`;
      const read = async () => {
        const { Body } = await client.send(new GetObjectCommand({ ...address, ...version, Range }));
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
  /** Of objects encrypted with a customer provided key. */
  readonly customerKey?: CustomerKey;
}

export const createS3Objects = (
  client: S3Client,
  bucket: string,
  { delimiter, changedSince, customerKey }: ListOptions,
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
  open: (key) => createSource(client, { ...customerKey, Bucket: bucket, Key: key }),
  describe: (key) => createSource(client, { ...customerKey, Bucket: bucket, Key: key }).describe(),
  close: () => client.destroy(),
});
