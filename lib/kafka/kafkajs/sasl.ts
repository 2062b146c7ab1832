import type { Sasl } from '../client-config/sasl.ts';

/** How kafkajs's connections are told to log in; they keep state in it, so each client makes its own. */
export const kafkaJsSasl = (sasl: Sasl): object =>
  sasl.mechanism === 'AWS_MSK_IAM'
    ? { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: await mskToken(sasl) }) }
    : { ...sasl, mechanism: sasl.mechanism.toLowerCase() };

/** A signed token; MSK takes one for 15 minutes and then asks again. The signer is loaded only where it is used. */
const mskToken = async (sasl: Extract<Sasl, { mechanism: 'AWS_MSK_IAM' }>): Promise<string> => {
  const signer = await import('aws-msk-iam-sasl-signer-js');
  const { region, roleArn, roleSessionName, profileName } = sasl;
  if (roleArn !== undefined) {
    const session = roleSessionName === undefined ? {} : { awsRoleSessionName: roleSessionName };
    return (await signer.generateAuthTokenFromRole({ region, awsRoleArn: roleArn, ...session })).token;
  }
  if (profileName !== undefined)
    return (await signer.generateAuthTokenFromProfile({ region, awsProfileName: profileName })).token;
  return (await signer.generateAuthToken({ region })).token;
};
