import { generateAuthToken, generateAuthTokenFromProfile, generateAuthTokenFromRole } from 'aws-msk-iam-sasl-signer-js';
import type { Sasl } from '../client-config/sasl.ts';

/**
 * A signed token; MSK takes one for 15 minutes and then asks again. In a module of its own, which is loaded only where it is used:
 * the signer is written for `require`, and loaded by itself it has other names in a bundle than in Node.js.
 */
export const mskToken = async (sasl: Extract<Sasl, { mechanism: 'AWS_MSK_IAM' }>): Promise<string> => {
  const { region, roleArn, roleSessionName, profileName } = sasl;
  if (roleArn !== undefined) {
    const session = roleSessionName === undefined ? {} : { awsRoleSessionName: roleSessionName };
    return (await generateAuthTokenFromRole({ region, awsRoleArn: roleArn, ...session })).token;
  }
  if (profileName !== undefined)
    return (await generateAuthTokenFromProfile({ region, awsProfileName: profileName })).token;
  return (await generateAuthToken({ region })).token;
};
