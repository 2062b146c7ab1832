import { S3Client } from '@aws-sdk/client-s3';
import type { AccessKey } from './access-key.ts';
import { type AssumedRole, roleCredentials } from './assumed-role.ts';
import type { S3SinkConfig } from './config.ts';

/** What a client needs of a configuration. */
type ClientConfig = Pick<
  S3SinkConfig,
  's3.region' | 's3.path.style.access.enabled' | 's3.wan.mode' | 's3.part.retries' | 'store.url'
> &
  AccessKey & { readonly assumedRole?: AssumedRole | null };

const credentials = (config: ClientConfig) => {
  if (config.assumedRole) return { credentials: roleCredentials(config.assumedRole, config) };
  if (config['aws.access.key.id'] === '') return {};
  return {
    credentials: {
      accessKeyId: config['aws.access.key.id'],
      secretAccessKey: config['aws.secret.access.key'].value(),
    },
  };
};

export const createS3Client = (config: ClientConfig): S3Client =>
  new S3Client({
    ...(config['s3.region'] === '' ? {} : { region: config['s3.region'] }),
    forcePathStyle: config['s3.path.style.access.enabled'],
    useAccelerateEndpoint: config['s3.wan.mode'],
    maxAttempts: config['s3.part.retries'] + 1,
    ...(config['store.url'] ? { endpoint: config['store.url'] } : {}),
    ...credentials(config),
  });
