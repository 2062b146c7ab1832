import { defineConfig } from '../../../config/config-def.ts';

const text = { type: 'STRING', default: '', group: 'S3' } as const;

/** The keys of Confluent's `AwsAssumeRoleCredentialsProvider`, which has no others. */
export const roleKeys = defineConfig({
  's3.credentials.provider.sts.role.arn': {
    ...text,
    importance: 'HIGH',
    documentation: 'Role that AwsAssumeRoleCredentialsProvider assumes.',
  },
  's3.credentials.provider.sts.role.session.name': {
    ...text,
    importance: 'HIGH',
    documentation: 'Name of its sessions.',
  },
  's3.credentials.provider.sts.role.external.id': {
    ...text,
    importance: 'MEDIUM',
    documentation: 'External id that the role asks for, if any.',
  },
  's3.credentials.provider.sts.region': {
    ...text,
    importance: 'MEDIUM',
    documentation: "AWS region of STS; the function's own by default.",
  },
});
