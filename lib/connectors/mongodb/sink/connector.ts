import { defineSinkConnector } from '../../../config/define-connector.ts';
import { ID_PACKAGE, simpleName, WRITE_PACKAGE } from './class-names.ts';
import { type MongoSinkConfig, mongoSinkConfig, type SinkTopicConfig } from './config.ts';
import { overriddenTopics, topicConfig } from './topic-config.ts';
import { validateMongoSink } from './validate-config.ts';

const RANDOM_IDS = ['BsonOidStrategy', 'UuidStrategy'];
/** Done twice they leave what they left the first time; the others insert, or write the moment of writing. */
const REPEATABLE_WRITES = [
  'DefaultWriteModelStrategy',
  'ReplaceOneDefaultStrategy',
  'UpdateOneDefaultStrategy',
  'DeleteOneDefaultStrategy',
  'DeleteOneBusinessKeyStrategy',
];

/** Whether a record written again changes nothing. */
const isRepeatable = (config: SinkTopicConfig): boolean =>
  config['timeseries.timefield'].trim() === '' &&
  config['change.data.capture.handler'] === '' &&
  config['bulk.write.ordered'] &&
  !RANDOM_IDS.includes(simpleName(config['document.id.strategy'])) &&
  REPEATABLE_WRITES.includes(simpleName(config['writemodel.strategy']));

const exactlyOnceSupport = (config: MongoSinkConfig, raw: Readonly<Record<string, string>>) =>
  [config, ...overriddenTopics(raw).map((topic) => topicConfig(raw, topic))].every(isRepeatable)
    ? 'SUPPORTED'
    : 'UNSUPPORTED';

/** Follows `com.mongodb.kafka.connect.MongoSinkConnector`. */
export const mongoSink = defineSinkConnector({
  name: 'mongodb-sink',
  className: 'com.mongodb.kafka.connect.MongoSinkConnector',
  taskClass: 'com.mongodb.kafka.connect.sink.MongoSinkTask',
  version: '2.0.1',
  documentation:
    'Writes records to MongoDB’s collections: replaced, inserted, updated or deleted by ids that are made of key, value or place in Kafka. Takes the change events of MongoDB’s own source, of Debezium and of Qlik, and makes time series collections.',
  configDef: mongoSinkConfig,
  example: {
    'connector.class': 'com.mongodb.kafka.connect.MongoSinkConnector',
    'tasks.max': '1',
    topics: 'orders',
    'connection.uri': 'mongodb://localhost:27017',
    database: 'shop',
    collection: 'orders',
    'document.id.strategy': `${ID_PACKAGE}.FullKeyStrategy`,
    'writemodel.strategy': `${WRITE_PACKAGE}.ReplaceOneDefaultStrategy`,
    'delete.on.null.values': 'true',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: validateMongoSink,
  exactlyOnceSupport,
  alterOffsets: () => true,
});
