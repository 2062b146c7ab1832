import type { ConfigOf } from '../../../config/config-def.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import type { AssumedRole } from './assumed-role.ts';
import { ROLE_CREDENTIALS } from './class-names.ts';
import type { roleKeys } from './role-keys.ts';

type RoleConfig = ConfigOf<typeof roleKeys> & { readonly 's3.credentials.provider.class': string };

const REQUIRED = ['s3.credentials.provider.sts.role.arn', 's3.credentials.provider.sts.role.session.name'] as const;

const assumesRole = (config: RoleConfig): boolean => config['s3.credentials.provider.class'] === ROLE_CREDENTIALS;

/** The role of Confluent's `AwsAssumeRoleCredentialsProvider`; none with another provider. */
export const assumedRoleOf = (config: RoleConfig): AssumedRole | null =>
  assumesRole(config)
    ? {
        arn: config['s3.credentials.provider.sts.role.arn'],
        sessionName: config['s3.credentials.provider.sts.role.session.name'],
        externalId: config['s3.credentials.provider.sts.role.external.id'],
        durationSeconds: null,
        region: config['s3.credentials.provider.sts.region'],
        endpoint: null,
      }
    : null;

export const roleProblems = (config: RoleConfig): readonly ConfigProblem[] =>
  REQUIRED.filter((key) => assumesRole(config) && config[key] === '').map((key) => ({
    key,
    message: `Missing required configuration "${key}" which has no default value: ${ROLE_CREDENTIALS} needs it`,
  }));
