import { Stack } from 'aws-cdk-lib';
import { acknowledgeWildcard } from '../constructs/acknowledge.ts';
import { grantAssumedRoles } from './assumed-roles.ts';
import type { PluginGrants } from './plugin-grants.ts';

/** The connector's. */
const DEFAULT_DIRECTORY = 'topics';

/** https://docs.aws.amazon.com/general/latest/gr/sqs-service.html: with a scheme, and without a port */
const QUEUE = /^https:\/\/sqs[.]([a-z0-9-]+)[.]amazonaws[.]com(?:[.]cn)?\/(\d{12})\/([A-Za-z0-9_.-]{1,80})$/;

/** Queues of events are read by the function's own role, unless the configuration has an access key. */
const queuesOf = (partition: string, declared: readonly Readonly<Record<string, string>>[]): ReadonlySet<string> =>
  new Set(
    declared.flatMap((config) => {
      const [, region, account, name] = QUEUE.exec(config['s3.event.queue.url'] ?? '') ?? [];
      if (name === undefined || config['aws.access.key.id']) return [];
      return [`arn:${partition}:sqs:${region}:${account}:${name}`];
    }),
  );

/** What declared connectors read. For others: `bucket.grantRead(worker.plugin('s3-source'))`, `queue.grantConsumeMessages(…)`. */
export const grantS3Source: PluginGrants = (fn, declared) => {
  const own = grantAssumedRoles(fn, declared);
  const { partition } = Stack.of(fn);
  const bucketOf = (name: string) => `arn:${partition}:s3:::${name}`;
  const buckets = new Set(own.flatMap((config) => config['s3.bucket.name'] ?? []));
  const objects = new Set(
    own.flatMap(({ 's3.bucket.name': bucket, 'topics.dir': directory = DEFAULT_DIRECTORY, ...config }) => {
      const prefix = directory === '' ? '' : `${directory}${config['directory.delim'] ?? '/'}`;
      return bucket === undefined ? [] : `${bucketOf(bucket)}/${prefix}*`;
    }),
  );
  for (const bucket of buckets) fn.allow(['s3:ListBucket'], [bucketOf(bucket)]);
  const queues = [...queuesOf(partition, declared)];
  if (queues.length > 0) fn.allow(['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'], queues);
  for (const resource of objects) {
    fn.allow(['s3:GetObject'], [resource]);
    acknowledgeWildcard(fn.role, resource, 'The source reads whatever objects are in its directory');
  }
};
