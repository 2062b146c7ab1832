import type { PluginGrants } from './plugin-grants.ts';

type Declared = Parameters<PluginGrants>[1];

/** What assumes the role of `s3.credentials.provider.sts.role.arn`; other classes do not look at it. */
const CONFLUENTS = 'io.confluent.connect.s3.auth.AwsAssumeRoleCredentialsProvider';

const roleOf = (config: Declared[number]): string | undefined =>
  config['s3.credentials.provider.class'] === CONFLUENTS
    ? config['s3.credentials.provider.sts.role.arn']
    : config['aws.sts.role.arn'];

/** An access key assumes a role by its own rights. */
const hasKey = (config: Declared[number]): boolean => Boolean(config['aws.access.key.id'] || config.aws_access_key_id);

/**
 * Lets a function assume the roles that its declared connectors name, and no others. Returns those connectors that assume none, and
 * reach S3 by the function's own rights.
 */
export const grantAssumedRoles = (fn: Parameters<PluginGrants>[0], declared: Declared): Declared => {
  const roles = new Set(declared.flatMap((config) => (hasKey(config) ? [] : roleOf(config) || [])));
  if (roles.size > 0) fn.allow(['sts:AssumeRole'], [...roles]);
  return declared.filter((config) => !roleOf(config));
};
