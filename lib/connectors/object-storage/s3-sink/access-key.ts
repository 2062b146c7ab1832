import type { ConfigProblem } from '../../../connect/connector.ts';
import type { Password } from '../../../connect/password.ts';
import { AIVEN_CREDENTIALS } from './class-names.ts';

/** An access key, empty where the default chain of credentials counts. */
export interface AccessKey {
  readonly 'aws.access.key.id': string;
  readonly 'aws.secret.access.key': Password;
}

/** As the sink's configuration has it: its own key, or what is there for Aiven's provider. */
export interface AccessKeyConfig extends AccessKey {
  readonly 's3.credentials.provider.class': string;
  readonly 's3.credentials.provider.access_key_id': string;
  readonly 's3.credentials.provider.secret_access_key': Password;
}

const isAivens = (config: AccessKeyConfig): boolean => config['s3.credentials.provider.class'] === AIVEN_CREDENTIALS;

/** Follows Aiven's `AivenAWSCredentialsProvider`, which has a key under names of its own. */
export const accessKeyOf = (config: AccessKeyConfig): AccessKey =>
  isAivens(config)
    ? {
        'aws.access.key.id': config['s3.credentials.provider.access_key_id'],
        'aws.secret.access.key': config['s3.credentials.provider.secret_access_key'],
      }
    : config;

/** An access key is two keys, or none; Aiven's provider has no other credentials. */
export const accessKeyProblems = (config: AccessKeyConfig): readonly ConfigProblem[] => {
  const keys = isAivens(config)
    ? ['s3.credentials.provider.access_key_id', 's3.credentials.provider.secret_access_key']
    : ['aws.access.key.id', 'aws.secret.access.key'];
  const { 'aws.access.key.id': id, 'aws.secret.access.key': secret } = accessKeyOf(config);
  const given = [id, secret.value()].filter((value) => value !== '').length;
  if (given === 2 || (given === 0 && !isAivens(config))) return [];
  return keys.map((key) => ({ key, message: `An access key takes both ${keys.join(' and ')}` }));
};
