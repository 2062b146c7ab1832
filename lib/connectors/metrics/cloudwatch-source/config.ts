import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { atLeast, check, nonEmptyString, type Validator } from '../../../config/validators.ts';
import { ConfigError } from '../../../connect/errors.ts';

const queryNames: Validator<readonly string[]> = {
  description: 'names of letters, digits, - and _, each once',
  ensureValid: (name, value) => {
    const names: readonly unknown[] = Array.isArray(value) ? value : [];
    const bad = names.find((one, index) => !/^[\w-]+$/.test(String(one)) || names.indexOf(one) !== index);
    if (names.length === 0 || bad !== undefined)
      throw new ConfigError(
        `Invalid value ${names.join(',')} for configuration ${name}: name queries by letters, digits, - and _, each once`,
      );
  },
};

const endpoint = check('an http or https URL', (value) =>
  value === '' || /^https?:\/\/[^/]+/.test(value) ? null : 'Must begin with http:// or https://',
);

export const cloudwatchSourceConfig = defineConfig({
  'kafka.topic': {
    type: 'STRING',
    importance: 'HIGH',
    validator: nonEmptyString,
    documentation: 'Topic to write to. Keys name the metric and its dimensions.',
  },
  'aws.region': {
    type: 'STRING',
    importance: 'HIGH',
    validator: nonEmptyString,
    documentation: 'AWS region of the metrics.',
  },
  'cloudwatch.queries': {
    type: 'LIST',
    importance: 'HIGH',
    validator: queryNames,
    documentation:
      'Names of queries. Each is told by keys of its own: cloudwatch.query.<name>.namespace, cloudwatch.query.<name>.metric.name, and if need be cloudwatch.query.<name>.statistic (Average), cloudwatch.query.<name>.period.seconds (60), cloudwatch.query.<name>.dimensions (name=value, separated by commas) and cloudwatch.query.<name>.unit. Queries are spread over the tasks, and each has its own offset.',
  },
  'poll.interval.ms': {
    type: 'INT',
    default: 60_000,
    importance: 'MEDIUM',
    validator: atLeast(0),
    documentation:
      'Pause between requests that found no more, in milliseconds. CloudWatch counts each metric that is asked for.',
  },
  'lookback.seconds': {
    type: 'LONG',
    default: 3600,
    importance: 'MEDIUM',
    validator: atLeast(0),
    documentation: 'How far back a query begins that was never made.',
  },
  'datapoint.delay.seconds': {
    type: 'LONG',
    default: 120,
    importance: 'MEDIUM',
    validator: atLeast(0),
    documentation:
      'How long after its end a period is asked for. What CloudWatch is told of a period later than that is not seen.',
  },
  'aws.endpoint': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: endpoint,
    documentation: 'Address of CloudWatch; that of the region by default.',
  },
  'aws.access.key.id': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'Access key to use instead of the function’s own role; needs aws.secret.access.key.',
  },
  'aws.secret.access.key': {
    type: 'PASSWORD',
    default: '',
    importance: 'LOW',
    documentation: 'Secret of the access key.',
  },
});

export type CloudwatchSourceConfig = ConfigOf<typeof cloudwatchSourceConfig>;
