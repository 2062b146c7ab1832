import { defineSourceConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem, RawConfig } from '../../../connect/connector.ts';
import { asError } from '../../../connect/errors.ts';
import { spreadList } from '../spread.ts';
import { type CloudwatchSourceConfig, cloudwatchSourceConfig } from './config.ts';
import { readUntil } from './offset.ts';
import { checkQueries } from './queries.ts';

const validate = (config: CloudwatchSourceConfig, raw: RawConfig): readonly ConfigProblem[] => {
  const problems: ConfigProblem[] = [];
  try {
    checkQueries(raw, config['cloudwatch.queries']);
  } catch (error) {
    problems.push({ key: 'cloudwatch.queries', message: asError(error).message });
  }
  if ((config['aws.access.key.id'] === '') !== (config['aws.secret.access.key'].value() === ''))
    problems.push({
      key: 'aws.access.key.id',
      message: 'aws.access.key.id and aws.secret.access.key must be set together',
    });
  return problems;
};

/** Our own: reads metrics by GetMetricData. */
export const cloudwatchSource = defineSourceConnector({
  name: 'cloudwatch-source',
  className: 'kafka.connect.serverless.metrics.CloudWatchMetricsSourceConnector',
  taskClass: 'kafka.connect.serverless.metrics.CloudWatchMetricsSourceTask',
  version: '1.0.0',
  documentation:
    'Reads metrics of Amazon CloudWatch into a topic, a record for each statistic of each period. A query goes on behind the last period that is in Kafka; a period is read once, some time after its end.',
  configDef: cloudwatchSourceConfig,
  example: {
    'connector.class': 'kafka.connect.serverless.metrics.CloudWatchMetricsSourceConnector',
    'tasks.max': '1',
    'kafka.topic': 'metrics',
    'aws.region': 'eu-west-1',
    'cloudwatch.queries': 'errors,duration',
    'cloudwatch.query.errors.namespace': 'AWS/Lambda',
    'cloudwatch.query.errors.metric.name': 'Errors',
    'cloudwatch.query.errors.statistic': 'Sum',
    'cloudwatch.query.errors.dimensions': 'FunctionName=orders',
    'cloudwatch.query.duration.namespace': 'AWS/Lambda',
    'cloudwatch.query.duration.metric.name': 'Duration',
    'cloudwatch.query.duration.statistic': 'p99',
    'cloudwatch.query.duration.period.seconds': '300',
  },
  taskConfigs: (config, maxTasks, raw) => spreadList(raw, 'cloudwatch.queries', config['cloudwatch.queries'], maxTasks),
  validate,
  exactlyOnceSupport: () => 'SUPPORTED',
  alterOffsets: (_config, offsets) => {
    for (const { offset } of offsets) if (offset !== null) readUntil(offset);
    return true;
  },
});
