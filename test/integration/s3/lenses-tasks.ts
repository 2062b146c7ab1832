import type { TestBucket } from './bucket.ts';

/** How Lenses' connectors reach the S3 of the tests. */
export const lensesConfig = ({ config }: TestBucket): Readonly<Record<string, string>> => ({
  'connect.s3.aws.auth.mode': 'Credentials',
  'connect.s3.aws.access.key': config['aws.access.key.id'] ?? '',
  'connect.s3.aws.secret.key': config['aws.secret.access.key'] ?? '',
  'connect.s3.aws.region': config['s3.region'] ?? '',
  'connect.s3.custom.endpoint': config['store.url'] ?? '',
});
