import { fromEnv } from '@aws-sdk/credential-provider-env';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/nested-clients/sts';
import type { TemporaryCredentials } from './credential-providers.ts';

/** See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = async ({ params, clientConfig }: TemporaryCredentials) => {
  const client = new STSClient({ region: clientConfig.region, credentials: fromEnv() });
  const { Credentials } = await client.send(new AssumeRoleCommand(params));
  client.destroy();
  return {
    accessKeyId: Credentials?.AccessKeyId,
    secretAccessKey: Credentials?.SecretAccessKey,
    sessionToken: Credentials?.SessionToken,
    expiration: Credentials?.Expiration,
  };
};
