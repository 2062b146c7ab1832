import { defineSourceConnector } from '../../../config/define-connector.ts';
import type { ConfigProblem } from '../../../connect/connector.ts';
import { notificationProblems } from '../notification-problems.ts';
import { type MongoDBConfig, mongodbConfig } from './config.ts';

const exclusiveProblems = (config: MongoDBConfig): readonly ConfigProblem[] =>
  (['database', 'collection'] as const)
    .filter((kind) => config[`${kind}.include.list`] !== null && config[`${kind}.exclude.list`] !== null)
    .map((kind) => ({
      key: `${kind}.exclude.list`,
      message: `"${kind}.include.list" is already specified: set only one of both`,
    }));

const targetProblems = (config: MongoDBConfig): readonly ConfigProblem[] => {
  const { 'capture.scope': scope, 'capture.target': target } = config;
  const key = 'capture.target';
  if (scope === 'deployment') return [];
  if (target === null)
    return [{ key, message: `capture.target is missing: with capture.scope=${scope} it names the ${scope}` }];
  return scope === 'collection' && !/^[^.]+\../.test(target)
    ? [{ key, message: `Invalid value ${target} for configuration ${key}: a collection is named database.collection` }]
    : [];
};

const thresholdProblems = (config: MongoDBConfig): readonly ConfigProblem[] =>
  config['cursor.oversize.handling.mode'] === 'skip' && config['cursor.oversize.skip.threshold'] <= 0
    ? [{ key: 'cursor.oversize.skip.threshold', message: 'Invalid threshold value for skipped document size' }]
    : [];

/** Follows `io.debezium.connector.mongodb.MongoDbConnector`: one task, since a change stream has one reader. */
export const debeziumMongodb = defineSourceConnector({
  name: 'debezium-mongodb',
  className: 'io.debezium.connector.mongodb.MongoDbConnector',
  taskClass: 'io.debezium.connector.mongodb.MongoDbConnectorTask',
  version: '3.6.1',
  documentation:
    'Captures the changes of MongoDB collections from a change stream: a snapshot of their documents, then every insert, update, replacement and delete, as Debezium’s change events. Needs a replica set or a sharded cluster, and an oplog that reaches back to the last run. A snapshot that does not fit into one run goes on in the next ones, exactly.',
  configDef: mongodbConfig,
  example: {
    'connector.class': 'io.debezium.connector.mongodb.MongoDbConnector',
    'tasks.max': '1',
    'mongodb.connection.string': 'mongodb://localhost:27017/?replicaSet=rs0',
    'mongodb.user': 'connect',
    'mongodb.password': 'change-me',
    'topic.prefix': 'shop',
    'collection.include.list': 'shop.orders,shop.customers',
    'heartbeat.interval.ms': '60000',
  },
  taskConfigs: (_config, _maxTasks, raw) => [raw],
  validate: (config) => [
    ...exclusiveProblems(config),
    ...targetProblems(config),
    ...thresholdProblems(config),
    ...notificationProblems(config),
  ],
  exactlyOnceSupport: () => 'SUPPORTED',
});
