import { Stack } from 'aws-cdk-lib';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import type { PluginGrants } from './plugin-grants.ts';

/** The connector's. */
const DEFAULT_DIRECTORY = 'topics';

/** What declared connectors read. For others: `bucket.grantRead(worker.plugin('s3-source'))`. */
export const grantS3Source: PluginGrants = (fn, declared) => {
  const { partition } = Stack.of(fn);
  const bucketOf = (name: string) => `arn:${partition}:s3:::${name}`;
  const buckets = new Set(declared.flatMap((config) => config['s3.bucket.name'] ?? []));
  const objects = new Set(
    declared.flatMap(({ 's3.bucket.name': bucket, 'topics.dir': directory = DEFAULT_DIRECTORY, ...config }) => {
      const prefix = directory === '' ? '' : `${directory}${config['directory.delim'] ?? '/'}`;
      return bucket === undefined ? [] : `${bucketOf(bucket)}/${prefix}*`;
    }),
  );
  for (const bucket of buckets) fn.allow(['s3:ListBucket'], [bucketOf(bucket)]);
  for (const resource of objects) {
    fn.allow(['s3:GetObject'], [resource]);
    acknowledgeWildcard(fn.role, resource, 'The source reads whatever objects are in its directory');
  }
};
