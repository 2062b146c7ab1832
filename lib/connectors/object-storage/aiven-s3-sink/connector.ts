import { defineSinkConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { asError } from '../../../connect/errors.ts';
import { type AivenS3SinkConfig, aivenS3SinkConfig } from './config.ts';
import { connectionProblems } from './connection.ts';
import { settingsOf } from './settings.ts';

const MAX_GATHERING_MS = 10_000;

const envelopeProblems = (config: AivenS3SinkConfig): readonly ConfigProblem[] =>
  config['format.output.envelope'] || settingsOf(config).fields.length === 1
    ? []
    : [
        {
          key: 'format.output.envelope',
          message: 'When format.output.envelope is false, format.output.fields must contain only one field',
        },
      ];

/** Follows `FileNameFragment.validateRecordGrouper`. */
const templateProblems = (config: AivenS3SinkConfig): readonly ConfigProblem[] => {
  const key = 'file.name.template';
  const { template } = settingsOf(config);
  if (template.isCompact && config['file.max.records'] > 1)
    return [{ key, message: `When ${key} is ${config[key]}, file.max.records must be either 1 or not set` }];
  return template.isCompact || !/\{\{\s*key\s*\}\}/.test(config[key]) || template.usesKey
    ? []
    : [{ key, message: 'Files are not grouped by key where there is a prefix: put it into file.name.template' }];
};

const problems = (config: AivenS3SinkConfig): readonly ConfigProblem[] => {
  try {
    return [...connectionProblems(config), ...envelopeProblems(config), ...templateProblems(config)];
  } catch (error) {
    return [{ key: 'file.name.template', message: asError(error).message }];
  }
};

const goesByRecord = (config: AivenS3SinkConfig): boolean => {
  const { template, isByRecordTime } = settingsOf(config);
  return isByRecordTime || !template.usesTime;
};

/** Follows `io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector`. */
export const aivenS3Sink = defineSinkConnector({
  name: 'aiven-s3-sink',
  className: 'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector',
  taskClass: 'io.aiven.kafka.connect.s3.S3SinkTask',
  version: '2.15.0',
  documentation:
    'Writes records to objects in S3 as CSV, JSON, Avro or Parquet, with the keys and file names of Aiven’s connector. Exactly once, as the other S3 sink.',
  configDef: aivenS3SinkConfig,
  example: {
    'connector.class': 'io.aiven.kafka.connect.s3.AivenKafkaConnectS3SinkConnector',
    'tasks.max': '1',
    topics: 'my-topic',
    'aws.s3.bucket.name': 'my-bucket',
    'aws.s3.region': 'eu-central-1',
    'key.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
    'value.converter': 'org.apache.kafka.connect.converters.ByteArrayConverter',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: problems,
  exactlyOnceSupport: (config) => (config['files.span.batches'] || goesByRecord(config) ? 'SUPPORTED' : 'UNSUPPORTED'),
  ticks: (config) => config['files.span.batches'] && config['rotate.interval.ms'] > 0,
  batching: ({ 'rotate.interval.ms': rotate }) => ({
    batchingWindowMs: rotate > 0 ? Math.min(rotate, MAX_GATHERING_MS) : MAX_GATHERING_MS,
  }),
});
