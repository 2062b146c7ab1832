import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { AwsConnection } from '../aws-connection.ts';

/** Creates a bucket in a shared service: give each test a name of its own. */
export async function createBucket(connection: AwsConnection, bucket: string): Promise<void> {
  const { endpoint, region, ...credentials } = connection;
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
}
