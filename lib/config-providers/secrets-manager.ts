import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { asError, ConfigError } from '../connect/errors.ts';
import type { ConfigProvider } from './config-provider.ts';

/** See https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html */
const readSecret = async (client: SecretsManagerClient, SecretId: string): Promise<string> => {
  try {
    const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId }));
    return SecretString ?? Buffer.from(SecretBinary ?? []).toString();
  } catch (error) {
    throw new ConfigError(`AWS Secrets Manager refused it: ${asError(error).name}`, { cause: error });
  }
};

const fieldsOf = (secret: string): Readonly<Record<string, unknown>> => {
  try {
    const parsed: unknown = JSON.parse(secret);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Reported below: the parser's own message would quote the secret.
  }
  throw new ConfigError('the secret is no JSON object with keys; leave the key away to have the whole secret');
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** An ARN's last two parts look like path and key: `arn:aws:secretsmanager:<region>:<account>:secret:<name>`. */
const isArnWithoutKey = (path: string): boolean => /^arn:[^:]+:secretsmanager:[^:]*:\d*:secret$/.test(path);

/** `${secretsmanager:<name or ARN>:<key of its JSON>}`, or without a key for the whole secret. */
export const createSecretsManagerConfigProvider = (client: SecretsManagerClient, ttlMs?: number): ConfigProvider => ({
  get: async (path, keys) => {
    if (path === '' || isArnWithoutKey(path)) {
      const whole = async (key: string) => {
        const id = path === '' ? key : `${path}:${key}`;
        return [key, await readSecret(client, id)] as const;
      };
      return { values: Object.fromEntries(await Promise.all(keys.map(whole))), ttlMs };
    }
    const fields = fieldsOf(await readSecret(client, path));
    const found = keys.flatMap((key) => (Object.hasOwn(fields, key) ? [[key, textOf(fields[key])] as const] : []));
    return { values: Object.fromEntries(found), ttlMs };
  },
});
