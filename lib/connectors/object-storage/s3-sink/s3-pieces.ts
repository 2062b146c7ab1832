import {
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ConnectError } from '../../../connect/errors.ts';
import { MissingPieceError, type PieceStore } from '../object-store.ts';
import { s3Failure } from './s3-failure.ts';
import type { ObjectAttributes } from './upload.ts';

export interface S3PiecesOptions {
  readonly client: S3Client;
  readonly bucket: string;
  readonly attributes: Omit<ObjectAttributes, 'Bucket' | 'Key'>;
  /** What it takes to read what was encrypted with a key of the user's. */
  readonly reading: Pick<GetObjectCommandInput, 'SSECustomerAlgorithm' | 'SSECustomerKey'>;
}

/** S3 deletes so many at once. */
const MAX_KEYS = 1000;

export const isNotThere = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');

/** Pieces as objects of their own. */
export const createS3Pieces = ({ client, bucket: Bucket, attributes, reading }: S3PiecesOptions): PieceStore => {
  const orFail = async <Result>(action: string, request: () => Promise<Result>): Promise<Result> => {
    try {
      return await request();
    } catch (error) {
      throw s3Failure(error, action, Bucket);
    }
  };

  const readBody = async (Key: string): Promise<Uint8Array> => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ ...reading, Bucket, Key }));
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    } catch (error) {
      throw isNotThere(error) ? new MissingPieceError(Key, error) : error;
    }
  };

  const removeSome = async (names: readonly string[]): Promise<void> => {
    const Delete = { Objects: names.map((Key) => ({ Key })), Quiet: true };
    const { Errors = [] } = await client.send(new DeleteObjectsCommand({ Bucket, Delete }));
    const [first] = Errors;
    if (first !== undefined)
      throw new ConnectError(`Deleting ${first.Key} in S3 bucket ${Bucket} failed: ${first.Code}: ${first.Message}`);
  };

  return {
    write: (name, bytes) =>
      orFail(`Writing ${name}`, async () => {
        await client.send(new PutObjectCommand({ ...attributes, Bucket, Key: name, Body: bytes }));
      }),
    read: (name) => orFail(`Reading ${name}`, () => readBody(name)),
    remove: (names) =>
      orFail('Deleting pieces of finished files', async () => {
        for (let first = 0; first < names.length; first += MAX_KEYS)
          await removeSome(names.slice(first, first + MAX_KEYS));
      }),
    list: (directory) =>
      orFail(`Listing ${directory}`, async () => {
        const names: string[] = [];
        let token: string | undefined;
        do {
          const page = await client.send(
            new ListObjectsV2Command({
              Bucket,
              Prefix: `${directory}/`,
              ...(token === undefined ? {} : { ContinuationToken: token }),
            }),
          );
          names.push(...(page.Contents ?? []).flatMap(({ Key = [] }) => Key));
          token = page.NextContinuationToken;
        } while (token !== undefined);
        return names;
      }),
  };
};
