import type { ConfigOf } from '../../../config/config-def.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { Password } from '../../../connect/password.ts';
import type { connectionKeys } from './connection-keys.ts';

export type ConnectionConfig = ConfigOf<typeof connectionKeys>;

const firstOf = (...values: readonly string[]): string => values.find((value) => value !== '') ?? '';

const accessKeyOf = (config: ConnectionConfig) => {
  const { 'connect.s3.aws.access.key': id, 'connect.s3.aws.secret.key': secret } = config;
  return id.value() === '' ? { id: config['aws.access.key'], secret: config['aws.secret.key'] } : { id, secret };
};

/** The older key has no default, and the newer one's is what neither says. */
const hasCredentials = (config: ConnectionConfig): boolean =>
  config['connect.s3.aws.auth.mode'] === 'Credentials' || config['aws.auth.mode'] === 'Credentials';

/** What it takes to reach S3, in the words of the other S3 connectors. */
export const clientConfigOf = (config: ConnectionConfig) => {
  const endpoint = firstOf(config['connect.s3.custom.endpoint'], config['aws.custom.endpoint']);
  const isVirtual = config['connect.s3.vhost.bucket'] || config['aws.vhost.bucket'];
  const { id, secret } = accessKeyOf(config);
  return {
    's3.region': firstOf(config['connect.s3.aws.region'], config['aws.region']),
    's3.path.style.access.enabled': config['connect.s3.path.style.access'] ?? !isVirtual,
    's3.wan.mode': false,
    's3.part.retries': config['connect.s3.http.max.retries'],
    'store.url': endpoint === '' ? null : endpoint,
    'aws.access.key.id': hasCredentials(config) ? id.value() : '',
    'aws.secret.access.key': hasCredentials(config) ? secret : new Password(''),
  };
};

export const connectionProblems = (config: ConnectionConfig): readonly ConfigProblem[] => {
  if (!hasCredentials(config)) return [];
  const { id, secret } = accessKeyOf(config);
  return [
    { key: 'connect.s3.aws.access.key', value: id },
    { key: 'connect.s3.aws.secret.key', value: secret },
  ]
    .filter(({ value }) => value.value() === '')
    .map(({ key }) => ({ key, message: `connect.s3.aws.auth.mode=Credentials needs ${key}` }));
};
