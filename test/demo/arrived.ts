import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { parse } from 'lossless-json';
import * as v from 'valibot';
import type { AwsConnection } from '../services/aws-connection.ts';
import { createChecksum, type Order } from './rows.ts';

/** A line of an object; numbers as they were written, so that nothing is rounded on the way to the comparison. */
const line = v.object({
  id: v.string(),
  customer: v.string(),
  amount: v.string(),
  big: v.string(),
  note: v.nullable(v.string()),
  paid: v.boolean(),
});

/** The objects that the sink has written so far. */
export const createBucketView = (connection: AwsConnection, bucket: string) => {
  const client = new S3Client({
    endpoint: connection.endpoint,
    region: connection.region,
    forcePathStyle: true,
    credentials: { accessKeyId: connection.accessKeyId, secretAccessKey: connection.secretAccessKey },
  });
  const keys = async (): Promise<readonly string[]> => {
    const found: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }));
      found.push(...(page.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key])));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return found;
  };
  const text = async (key: string): Promise<string> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  };
  const read = async (key: string): Promise<readonly Order[]> =>
    (await text(key))
      .split('\n')
      .filter((one) => one !== '')
      .map((one) => v.parse(line, parse(one, undefined, String)));
  return { keys, text, read, close: () => client.destroy() };
};

/** Checksum of all rows in the objects, in the order of their ids. */
export const checksumOf = (orders: readonly Order[]) => {
  const checksum = createChecksum();
  for (const order of orders.toSorted((a, b) => Number(a.id) - Number(b.id))) checksum.add(order);
  return checksum.result();
};
