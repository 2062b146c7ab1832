import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for all of the SDK's credential providers, which the signer of MSK's tokens asks for three of: a function's own are in
 * its environment, and a role is taken on with them. Profiles are files of a person's machine.
 */
export const fromNodeProviderChain = () => fromEnv();

export interface TemporaryCredentials {
  readonly params: { readonly RoleArn: string; readonly RoleSessionName: string };
  readonly clientConfig: { readonly region: string };
}

export const fromTemporaryCredentials = (wanted: TemporaryCredentials) => async () => {
  const { assumeRole } = await import('./assume-role.ts');
  return assumeRole(wanted);
};

export const fromIni = () => async () => {
  throw new Error('awsProfileName names a profile of a configuration file, and a function has none');
};
