import type { ConfigOf } from '../../../config/config-def.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { Password } from '../../../connect/password.ts';
import type { AssumedRole } from '../s3-sink/assumed-role.ts';
import type { connectionKeys } from './connection-keys.ts';
import { GLOBAL_STS } from './sts-keys.ts';

type ConnectionConfig = ConfigOf<typeof connectionKeys>;

export const firstOf = (...values: readonly string[]): string => values.find((value) => value !== '') ?? '';

const secretOf = (config: ConnectionConfig): Password =>
  [config['aws.secret.access.key'], config.aws_secret_access_key].find((key) => key.value() !== '') ?? new Password('');

/** The endpoint that Aiven's documentation calls the default counts as none: STS of the region is asked, as the original does. */
const assumedRoleOf = (config: ConnectionConfig, region: string): AssumedRole | null => {
  const { 'aws.sts.role.arn': arn, 'aws.sts.config.endpoint': endpoint } = config;
  if (arn === '') return null;
  return {
    arn,
    sessionName: config['aws.sts.role.session.name'],
    externalId: config['aws.sts.role.external.id'],
    durationSeconds: config['aws.sts.role.session.duration'],
    region,
    endpoint: endpoint === GLOBAL_STS ? null : endpoint,
  };
};

/** How S3 is reached, by new names or old ones. */
export const connectionOf = (config: ConnectionConfig) => {
  const region = firstOf(config['aws.s3.region'], config.aws_s3_region, 'us-east-1');
  const endpoint = firstOf(config['aws.s3.endpoint'], config.aws_s3_endpoint);
  return {
    bucket: firstOf(config['aws.s3.bucket.name'], config.aws_s3_bucket),
    client: {
      's3.region': region,
      's3.path.style.access.enabled': endpoint !== '',
      's3.wan.mode': false,
      's3.part.retries': config['aws.s3.backoff.max.retries'],
      'store.url': endpoint === '' ? null : endpoint,
      'aws.access.key.id': firstOf(config['aws.access.key.id'].value(), config.aws_access_key_id.value()),
      'aws.secret.access.key': secretOf(config),
      assumedRole: assumedRoleOf(config, region),
    },
  };
};

/** What single keys cannot tell; follows `S3ConfigFragment.validate`. */
export const connectionProblems = (config: ConnectionConfig): readonly ConfigProblem[] => {
  const { bucket, client } = connectionOf(config);
  if (bucket === '')
    return [
      { key: 'aws.s3.bucket.name', message: 'Neither aws.s3.bucket.name nor aws_s3_bucket properties have been set' },
    ];
  if (client.assumedRole?.sessionName === '')
    return [{ key: 'aws.sts.role.session.name', message: 'aws.sts.role.arn needs aws.sts.role.session.name' }];
  return (client['aws.access.key.id'] === '') === (client['aws.secret.access.key'].value() === '')
    ? []
    : [{ key: 'aws.access.key.id', message: 'An access key takes both aws.access.key.id and aws.secret.access.key' }];
};
