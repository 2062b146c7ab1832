import { defineSourceConnector } from '../../../config/define-connector.ts';
import { hasReference } from '../../../config/references.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { asError, ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset, SourcePartition } from '../../../connect/offset.ts';
import { connectionProblems } from '../lenses/connection.ts';
import { parsePosition } from '../s3-source/position.ts';
import { type LensesS3SourceConfig, lensesS3SourceConfig } from './config.ts';
import { sourceStatements } from './statement.ts';

const KCQL = 'connect.s3.kcql';

const kcqlProblems = (config: LensesS3SourceConfig): readonly ConfigProblem[] => {
  if (hasReference(config[KCQL])) return [];
  try {
    sourceStatements(config[KCQL]);
    return [];
  } catch (error) {
    const message = `Invalid value ${config[KCQL]} for configuration ${KCQL}: ${asError(error).message}`;
    return [{ key: KCQL, message }];
  }
};

const extractorProblems = (config: LensesS3SourceConfig): readonly ConfigProblem[] => {
  const key = 'connect.s3.source.partition.extractor.regex';
  return config['connect.s3.source.partition.extractor.type'] === 'regex' && config[key] === ''
    ? [{ key, message: `connect.s3.source.partition.extractor.type=regex needs ${key}` }]
    : [];
};

/** A removed offset is not looked at, so that garbage can always be cleaned up. */
const validateOffset = (partition: SourcePartition, offset: SourceOffset | null): void => {
  if (offset === null) return;
  if (typeof partition?.bucket !== 'string' || typeof partition.folder !== 'string')
    throw new ConnectError("Partition objects should contain the keys 'bucket' and 'folder'");
  parsePosition(offset);
};

/** Follows `io.lenses.streamreactor.connect.aws.s3.source.S3SourceConnector`. */
export const lensesS3Source = defineSourceConnector({
  name: 'lenses-s3-source',
  className: 'io.lenses.streamreactor.connect.aws.s3.source.S3SourceConnector',
  fullNamesOnly: true,
  taskClass: 'io.lenses.streamreactor.connect.aws.s3.source.S3SourceTask',
  version: '11.0.0',
  documentation:
    'Reads objects in S3 into topics as KCQL says: restores what Lenses’ S3 sink stored, with keys, headers, timestamps and partitions where it stored them, or reads any objects of lines, Avro, Parquet or bytes, folder by folder in the order of their names.',
  configDef: lensesS3SourceConfig,
  example: {
    'connector.class': 'io.lenses.streamreactor.connect.aws.s3.source.S3SourceConnector',
    'tasks.max': '1',
    'connect.s3.kcql': 'INSERT INTO demo SELECT * FROM lensesio:demo STOREAS `JSON`',
    'connect.s3.aws.region': 'eu-west-2',
  },
  taskConfigs: (_config, maxTasks, raw) =>
    Array.from({ length: maxTasks }, (_, index) => ({ ...raw, 'folders.share': `${index}/${maxTasks}` })),
  validate: (config) => [...connectionProblems(config), ...extractorProblems(config), ...kcqlProblems(config)],
  exactlyOnceSupport: () => 'SUPPORTED',
  alterOffsets: (_config, offsets) => {
    for (const { partition, offset } of offsets) validateOffset(partition, offset);
    return true;
  },
});
