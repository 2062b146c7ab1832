import { defineConfig } from '../../../config/config-def.ts';
import { between, nonEmptyString } from '../../../config/validators.ts';

/** The default of `aws.sts.config.endpoint`. */
export const GLOBAL_STS = 'https://sts.amazonaws.com';

const text = { type: 'STRING', default: '', importance: 'MEDIUM', group: 'AWS STS' } as const;

/** Keys of Aiven's `S3ConfigFragment` about a role that S3 is reached as. */
export const stsKeys = defineConfig({
  'aws.sts.role.arn': {
    ...text,
    documentation: 'Role to assume, with the access key or else with the function’s own role.',
  },
  'aws.sts.role.session.name': {
    ...text,
    documentation: 'Name of the sessions of that role; it needs one.',
  },
  'aws.sts.role.external.id': {
    ...text,
    documentation: 'External id that the role asks for, if any.',
  },
  'aws.sts.role.session.duration': {
    type: 'INT',
    default: 3600,
    importance: 'MEDIUM',
    group: 'AWS STS',
    validator: between(900, 43_200),
    documentation: 'Seconds that a session of that role lasts before the role is assumed again.',
  },
  'aws.sts.config.endpoint': {
    ...text,
    default: GLOBAL_STS,
    validator: nonEmptyString,
    documentation: 'Address of AWS STS; by default the one of the region of the bucket.',
  },
});
