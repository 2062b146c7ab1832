import { defineSinkConnector } from '../../../config/define-connector.ts';
import { hasReference } from '../../../config/references.ts';
import type { ConfigProblem, RawConfig } from '../../../connect/connector.ts';
import { asError } from '../../../connect/errors.ts';
import { connectionProblems } from '../lenses/connection.ts';
import { type LensesS3SinkConfig, lensesS3SinkConfig } from './config.ts';
import { sinkStatements, statementFor } from './statement.ts';

const KCQL = 'connect.s3.kcql';
const MAX_GATHERING_MS = 10_000;

const topicProblems = (config: LensesS3SinkConfig, raw: RawConfig): readonly ConfigProblem[] => {
  const statements = sinkStatements(config);
  return (raw.topics ?? '')
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '' && statementFor(statements, topic) === undefined)
    .map((topic) => ({ key: KCQL, message: `Topic ${topic} is not a source of any statement in ${KCQL}` }));
};

const kcqlProblems = (config: LensesS3SinkConfig, raw: RawConfig): readonly ConfigProblem[] => {
  if (hasReference(config[KCQL])) return [];
  try {
    return topicProblems(config, raw);
  } catch (error) {
    const message = `Invalid value ${config[KCQL]} for configuration ${KCQL}: ${asError(error).message}`;
    return [{ key: KCQL, message }];
  }
};

/** Follows `io.lenses.streamreactor.connect.aws.s3.sink.S3SinkConnector`. */
export const lensesS3Sink = defineSinkConnector({
  name: 'lenses-s3-sink',
  className: 'io.lenses.streamreactor.connect.aws.s3.sink.S3SinkConnector',
  fullNamesOnly: true,
  taskClass: 'io.lenses.streamreactor.connect.aws.s3.sink.S3SinkTask',
  version: '11.0.0',
  documentation:
    'Writes records to objects in S3 as KCQL says: as JSON, Avro, Parquet, CSV, text or bytes, in directories by topic, field, key, header or date, with keys and headers around the values where they are to be restored. Exactly once, as the other S3 sinks.',
  configDef: lensesS3SinkConfig,
  example: {
    'connector.class': 'io.lenses.streamreactor.connect.aws.s3.sink.S3SinkConnector',
    'tasks.max': '1',
    topics: 'demo',
    'connect.s3.kcql':
      "INSERT INTO lensesio:demo SELECT * FROM demo PARTITIONBY _value.ts STOREAS `JSON` PROPERTIES('flush.count'=5000, 'flush.interval'=30)",
    'connect.s3.aws.region': 'eu-west-1',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: (config, raw) => [...connectionProblems(config), ...kcqlProblems(config, raw)],
  exactlyOnceSupport: () => 'SUPPORTED',
  ticks: () => true,
  batching: () => ({ batchSize: 10_000, batchingWindowMs: MAX_GATHERING_MS }),
});
