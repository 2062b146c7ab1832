import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, check } from '../../../config/validators.ts';
import { credentialsComplaint } from './credentials.ts';
import { stsKeys } from './sts-keys.ts';

/** Keys of Aiven's `S3ConfigFragment` about how S3 is reached; a name with underscores is what it was called before. */
export const connectionKeys = defineConfig({
  'aws.access.key.id': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: "Access key to use instead of the function's own role.",
  },
  aws_access_key_id: {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'Old name of aws.access.key.id.',
  },
  'aws.secret.access.key': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'Secret of the access key.',
  },
  aws_secret_access_key: {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'Old name of aws.secret.access.key.',
  },
  'aws.s3.bucket.name': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    group: 'AWS',
    documentation: 'Bucket of the objects; it must exist.',
  },
  aws_s3_bucket: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'Old name of aws.s3.bucket.name.',
  },
  'aws.s3.endpoint': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    group: 'AWS',
    documentation: 'Address of an S3 compatible store.',
  },
  aws_s3_endpoint: {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    group: 'AWS',
    documentation: 'Old name of aws.s3.endpoint.',
  },
  'aws.s3.region': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'AWS region of the bucket; us-east-1 by default.',
  },
  aws_s3_region: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'Old name of aws.s3.region.',
  },
  'aws.s3.backoff.delay.ms': {
    type: 'LONG',
    default: 100,
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'First pause before a request is sent again.',
    ignored: 'the AWS SDK paces its retries itself',
  },
  'aws.s3.backoff.max.delay.ms': {
    type: 'LONG',
    default: 20_000,
    importance: 'MEDIUM',
    group: 'AWS',
    documentation: 'Longest such pause.',
    ignored: 'the AWS SDK paces its retries itself',
  },
  'aws.s3.backoff.max.retries': {
    type: 'INT',
    default: 3,
    importance: 'MEDIUM',
    group: 'AWS',
    validator: atLeast(0),
    documentation: 'How often a failed request is sent again.',
  },
  'aws.credentials.provider': {
    type: 'CLASS',
    default: null,
    importance: 'MEDIUM',
    group: 'AWS',
    validator: check('class of the default chain', credentialsComplaint),
    documentation:
      'Where credentials come from without an access key: the default chain, which is the function’s role.',
  },
  ...stsKeys,
});
