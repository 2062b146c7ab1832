import { defineSourceConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { asError, ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset, SourcePartition } from '../../../connect/offset.ts';
import { connectionProblems } from '../aiven-s3-sink/connection.ts';
import { type AivenS3SourceConfig, aivenS3SourceConfig } from './config.ts';
import { namesTopics, parseSourceTemplate } from './object-names.ts';
import { parsePosition } from './position.ts';

const key = 'file.name.template';

/** Follows `SourcenameTemplateValidator`. */
const templateProblems = (config: AivenS3SourceConfig): readonly ConfigProblem[] => {
  const template = config[key];
  try {
    parseSourceTemplate(template);
  } catch (error) {
    return [{ key, message: asError(error).message }];
  }
  if (config['distribution.type'] === 'partition' && !template.includes('partition'))
    return [{ key, message: 'Partition distribution type requires parameter {{partition}} in the file.name.template' }];
  return config.topic === null && !namesTopics(template)
    ? [{ key: 'topic', message: `Records have no topic: set topic, or {{topic}} in ${key}` }]
    : [];
};

/** A removed offset is not looked at, so that garbage can always be cleaned up. */
const validateOffset = (partition: SourcePartition, offset: SourceOffset | null): void => {
  if (offset === null) return;
  if (typeof partition?.bucket !== 'string' || typeof partition.objectKey !== 'string')
    throw new ConnectError("Partition objects should contain the keys 'bucket' and 'objectKey'");
  parsePosition(offset);
};

/** Follows `io.aiven.kafka.connect.s3.source.S3SourceConnector`. Tasks find objects themselves and read their share of them. */
export const aivenS3Source = defineSourceConnector({
  name: 'aiven-s3-source',
  className: 'io.aiven.kafka.connect.s3.source.S3SourceConnector',
  fullNamesOnly: true,
  taskClass: 'io.aiven.kafka.connect.s3.source.S3SourceTask',
  version: '3.4.2',
  documentation:
    'Reads objects in S3 into topics, in the order of their keys: JSON lines, Avro, Parquet or raw bytes, with the keys and templates of Aiven’s connector. Records have the key of their object as theirs.',
  configDef: aivenS3SourceConfig,
  example: {
    'connector.class': 'io.aiven.kafka.connect.s3.source.S3SourceConnector',
    'tasks.max': '1',
    'aws.s3.bucket.name': 'my-bucket',
    'aws.s3.region': 'eu-central-1',
    'file.name.template': '{{topic}}-{{partition}}-{{start_offset}}',
    'input.format': 'jsonl',
    'file.compression.type': 'gzip',
  },
  taskConfigs: (_config, maxTasks, raw) =>
    Array.from({ length: maxTasks }, (_, index) => ({ ...raw, 'objects.share': `${index}/${maxTasks}` })),
  validate: (config) => [...connectionProblems(config), ...templateProblems(config)],
  exactlyOnceSupport: () => 'SUPPORTED',
  alterOffsets: (_config, offsets) => {
    for (const { partition, offset } of offsets) validateOffset(partition, offset);
    return true;
  },
});
