import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { AssumeRoleCommand, STSClient, STSServiceException } from '@aws-sdk/nested-clients/sts';
import { asError, ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { AccessKey } from './access-key.ts';
import type { AssumedRole } from './assumed-role.ts';
import { isRetriable } from './s3-failure.ts';

const createClient = ({ region, endpoint }: AssumedRole, accessKey: AccessKey): STSClient =>
  new STSClient({
    ...(region === '' ? {} : { region }),
    ...(endpoint === null ? {} : { endpoint }),
    credentials:
      accessKey['aws.access.key.id'] === ''
        ? defaultProvider()
        : {
            accessKeyId: accessKey['aws.access.key.id'],
            secretAccessKey: accessKey['aws.secret.access.key'].value(),
          },
  });

const requestOf = ({ arn, sessionName, externalId, durationSeconds }: AssumedRole): AssumeRoleCommand =>
  new AssumeRoleCommand({
    RoleArn: arn,
    RoleSessionName: sessionName,
    ...(externalId === '' ? {} : { ExternalId: externalId }),
    ...(durationSeconds === null ? {} : { DurationSeconds: durationSeconds }),
  });

const failure = (thrown: unknown, { arn }: AssumedRole): ConnectError => {
  const error = asError(thrown);
  const status = error instanceof STSServiceException ? error.$metadata.httpStatusCode : undefined;
  const message = `Assuming the role ${arn} failed: ${error.name}: ${error.message}`;
  return isRetriable(error, status)
    ? new RetriableError(message, { cause: error })
    : new ConnectError(message, { cause: error });
};

/** See https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole = async (role: AssumedRole, accessKey: AccessKey) => {
  const client = createClient(role, accessKey);
  try {
    const { Credentials } = await client.send(requestOf(role));
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    if (!AccessKeyId || !SecretAccessKey || !SessionToken || !Expiration)
      throw new ConnectError(`Assuming the role ${role.arn} failed: STS gave no credentials`);
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  } catch (error) {
    throw error instanceof ConnectError ? error : failure(error, role);
  } finally {
    client.destroy();
  }
};
