import { Stack } from 'aws-cdk-lib';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import type { PluginGrants } from './plugin-grants.ts';

/** The buckets after FROM in KCQL. */
const bucketsIn = (kcql = ''): readonly string[] =>
  Array.from(kcql.matchAll(/\bfrom\s+`?([^\s:`;]+)/gi), ([, bucket = '']) => bucket);

/** The buckets that declared connectors read. For others: `bucket.grantRead(worker.plugin('lenses-s3-source'))`. */
export const grantLensesS3Source: PluginGrants = (fn, declared) => {
  const { partition } = Stack.of(fn);
  for (const bucket of new Set(declared.flatMap((config) => bucketsIn(config['connect.s3.kcql'])))) {
    const objects = `arn:${partition}:s3:::${bucket}/*`;
    fn.allow(['s3:ListBucket'], [`arn:${partition}:s3:::${bucket}`]);
    fn.allow(['s3:GetObject'], [objects]);
    acknowledgeWildcard(fn.role, objects, 'The source reads whatever objects are below its prefix');
  }
};
