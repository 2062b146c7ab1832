import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, oneOfIgnoringCase } from '../../../config/validators.ts';

const group = 'S3';
const text = { type: 'STRING', default: '', importance: 'MEDIUM', group } as const;
const secret = { type: 'PASSWORD', default: '', importance: 'MEDIUM', group } as const;
const flag = { type: 'BOOLEAN', default: false, importance: 'LOW', group } as const;
const int = { type: 'INT', importance: 'LOW', group } as const;
const old = (key: string): string => `Old name of connect.s3.${key}.`;

const SDK_TIMES = 'the AWS SDK paces its requests itself';

/** The keys of Lenses' `S3CommonConfigDef` about how S3 is reached; those without connect.s3 are what they were called before. */
export const connectionKeys = defineConfig({
  'connect.s3.aws.region': {
    ...text,
    importance: 'HIGH',
    documentation: "AWS region of the buckets; the function's own by default.",
  },
  'connect.s3.aws.auth.mode': {
    ...text,
    default: 'Default',
    importance: 'HIGH',
    validator: oneOfIgnoringCase('Default', 'Credentials'),
    documentation:
      "Where credentials come from: the default chain, which begins with the function's own role, or connect.s3.aws.access.key and connect.s3.aws.secret.key.",
  },
  'connect.s3.aws.access.key': { ...secret, importance: 'HIGH', documentation: 'Access key for Credentials.' },
  'connect.s3.aws.secret.key': { ...secret, importance: 'HIGH', documentation: 'Secret of the access key.' },
  'connect.s3.custom.endpoint': { ...text, documentation: 'Address of an S3 compatible store.' },
  'connect.s3.vhost.bucket': {
    ...flag,
    documentation: 'Addresses buckets in the host name instead of the path of the URL.',
  },
  'connect.s3.path.style.access': {
    type: 'BOOLEAN',
    default: null,
    importance: 'LOW',
    group,
    documentation: 'Addresses buckets in the path of the URL; counts more than connect.s3.vhost.bucket.',
  },
  'connect.s3.http.max.retries': {
    ...int,
    default: 5,
    validator: atLeast(0),
    documentation: 'How often a failed request is sent again.',
  },
  'connect.s3.http.retry.interval': {
    type: 'LONG',
    default: 50,
    importance: 'LOW',
    group,
    documentation: 'First pause before a request is sent again.',
    ignored: SDK_TIMES,
  },
  'connect.s3.http.socket.timeout': {
    type: 'LONG',
    default: 60_000,
    importance: 'LOW',
    group,
    documentation: 'How long an answer may take, in milliseconds.',
    ignored: SDK_TIMES,
  },
  'connect.s3.http.connection.timeout': {
    ...int,
    default: 60_000,
    documentation: 'How long a connection may take, in milliseconds.',
    ignored: SDK_TIMES,
  },
  'connect.s3.pool.max.connections': {
    ...int,
    default: -1,
    documentation: 'Most connections at a time.',
    ignored: 'a task has few requests under way',
  },
  'connect.s3.log.metrics': {
    ...flag,
    documentation: 'Logs metrics.',
    ignored: 'the worker has metrics of every connector',
  },
  'connect.progress.enabled': { ...flag, documentation: 'Logs progress.', ignored: 'the worker has metrics' },
  'aws.region': { ...text, documentation: old('aws.region') },
  'aws.auth.mode': {
    ...text,
    validator: oneOfIgnoringCase('', 'Default', 'Credentials'),
    documentation: old('aws.auth.mode'),
  },
  'aws.access.key': { ...secret, documentation: old('aws.access.key') },
  'aws.secret.key': { ...secret, documentation: old('aws.secret.key') },
  'aws.custom.endpoint': { ...text, documentation: old('custom.endpoint') },
  'aws.vhost.bucket': { ...flag, documentation: old('vhost.bucket') },
});
