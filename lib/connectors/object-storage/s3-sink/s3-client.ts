import { S3Client } from '@aws-sdk/client-s3';
import type { S3SinkConfig } from './config.ts';

const credentials = (config: S3SinkConfig) =>
  config['aws.access.key.id'] === ''
    ? {}
    : {
        credentials: {
          accessKeyId: config['aws.access.key.id'],
          secretAccessKey: config['aws.secret.access.key'].value(),
        },
      };

export const createS3Client = (config: S3SinkConfig): S3Client =>
  new S3Client({
    region: config['s3.region'],
    forcePathStyle: config['s3.path.style.access.enabled'],
    useAccelerateEndpoint: config['s3.wan.mode'],
    maxAttempts: config['s3.part.retries'] + 1,
    ...(config['store.url'] ? { endpoint: config['store.url'] } : {}),
    ...credentials(config),
  });
