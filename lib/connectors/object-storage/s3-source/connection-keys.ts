import { defineConfig } from '../../../config/config-def.ts';
import { nonEmptyString } from '../../../config/validators.ts';
import { roleKeys } from '../s3-sink/role-keys.ts';
import { s3Keys } from '../s3-sink/s3-keys.ts';

/** Keys of Confluent's `S3SourceConnectorConfig` about how S3 is reached; most are the sink's. */
export const connectionKeys = defineConfig({
  's3.bucket.name': {
    type: 'STRING',
    importance: 'HIGH',
    group: 'S3',
    validator: nonEmptyString,
    documentation: 'Bucket to read from.',
  },
  's3.region': s3Keys['s3.region'],
  's3.credentials.provider.class': s3Keys['s3.credentials.provider.class'],
  ...roleKeys,
  's3.credentials.provider.access_key_id': s3Keys['s3.credentials.provider.access_key_id'],
  's3.credentials.provider.secret_access_key': s3Keys['s3.credentials.provider.secret_access_key'],
  'aws.access.key.id': s3Keys['aws.access.key.id'],
  'aws.secret.access.key': s3Keys['aws.secret.access.key'],
  's3.path.style.access': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    group: 'S3',
    documentation: 'Addresses the bucket in the path of the URL instead of the host name.',
  },
  's3.path.style.access.enabled': {
    type: 'BOOLEAN',
    default: null,
    importance: 'LOW',
    group: 'S3',
    documentation: "The sink's name of s3.path.style.access, which counts where it is given.",
  },
  's3.wan.mode': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    group: 'S3',
    documentation: 'Reads through the accelerated endpoint; needs s3.path.style.access=false.',
  },
  's3.part.retries': s3Keys['s3.part.retries'],
  's3.retry.backoff.ms': s3Keys['s3.retry.backoff.ms'],
  's3.sse.customer.key': {
    type: 'PASSWORD',
    default: '',
    importance: 'LOW',
    group: 'S3',
    documentation: 'Key of objects that are encrypted with a customer provided key (SSE-C): 32 bytes in base64.',
  },
  's3.proxy.url': s3Keys['s3.proxy.url'],
  's3.proxy.username': s3Keys['s3.proxy.user'],
  's3.proxy.password': s3Keys['s3.proxy.password'],
  's3.ssea.name': { ...s3Keys['s3.ssea.name'], ignored: 'S3 decrypts by itself what it has encrypted by itself' },
  's3.http.send.expect.continue': s3Keys['s3.http.send.expect.continue'],
});
