import { Stack } from 'aws-cdk-lib';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import { grantAssumedRoles } from './assumed-roles.ts';
import type { PluginGrants } from './plugin-grants.ts';

/** Uploads, in one piece or in parts that are given up when they fail; pieces of open files, read and removed again. */
const ACTIONS = [
  's3:PutObject',
  's3:PutObjectTagging',
  's3:GetObject',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];

/** The buckets after INTO in Lenses' KCQL. */
const targetsIn = (kcql = ''): readonly string[] =>
  Array.from(kcql.matchAll(/\binto\s+`?([^\s:`]+)/gi), ([, bucket = '']) => bucket);

/** The buckets that declared connectors write to. For others: `bucket.grantReadWrite(worker.plugin('s3-sink'))`. */
export const grantS3Sink: PluginGrants = (fn, declared) => {
  const own = grantAssumedRoles(fn, declared);
  const { partition } = Stack.of(fn);
  const buckets = [
    ...new Set(
      own.flatMap(
        (config) =>
          config['s3.bucket.name'] ??
          config['aws.s3.bucket.name'] ??
          config.aws_s3_bucket ??
          targetsIn(config['connect.s3.kcql']),
      ),
    ),
  ];
  for (const bucket of buckets) {
    const objects = `arn:${partition}:s3:::${bucket}/*`;
    fn.allow(ACTIONS, [objects]);
    fn.allow(['s3:ListBucket', 's3:GetBucketLocation'], [`arn:${partition}:s3:::${bucket}`]);
    acknowledgeWildcard(fn.role, objects, 'The sink names its objects by topic, partition and offset');
  }
};
