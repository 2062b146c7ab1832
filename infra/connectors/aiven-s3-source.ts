import { Stack } from 'aws-cdk-lib';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import { grantAssumedRoles } from './assumed-roles.ts';
import type { PluginGrants } from './plugin-grants.ts';

/** What declared connectors read. For others: `bucket.grantRead(worker.plugin('aiven-s3-source'))`. */
export const grantAivenS3Source: PluginGrants = (fn, declared) => {
  const own = grantAssumedRoles(fn, declared);
  const { partition } = Stack.of(fn);
  for (const config of own) {
    const bucket = config['aws.s3.bucket.name'] ?? config.aws_s3_bucket;
    if (bucket === undefined) continue;
    const arn = `arn:${partition}:s3:::${bucket}`;
    const objects = `${arn}/${config['aws.s3.prefix'] ?? config.aws_s3_prefix ?? ''}*`;
    fn.allow(['s3:ListBucket'], [arn]);
    fn.allow(['s3:GetObject'], [objects]);
    acknowledgeWildcard(fn.role, objects, 'The source reads whatever objects have its prefix');
  }
};
