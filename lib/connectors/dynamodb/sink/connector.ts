import { defineSinkConnector } from '../../../config/define-connector.ts';
import { dynamodbSinkConfig } from './config.ts';
import { dynamodbSinkProblems } from './validate-config.ts';

/** Follows `io.confluent.connect.aws.dynamodb.DynamoDbSinkConnector`. */
export const dynamodbSink = defineSinkConnector({
  name: 'dynamodb-sink',
  className: 'io.confluent.connect.aws.dynamodb.DynamoDbSinkConnector',
  taskClass: 'io.confluent.connect.aws.dynamodb.DynamoDbSinkTask',
  version: '1.5.0',
  documentation:
    'Writes records to tables of Amazon DynamoDB, an item a key, and makes missing tables. Records without a value delete. Records that come again change nothing.',
  configDef: dynamodbSinkConfig,
  example: {
    'connector.class': 'io.confluent.connect.aws.dynamodb.DynamoDbSinkConnector',
    'tasks.max': '1',
    topics: 'orders',
    'aws.dynamodb.region': 'us-west-2',
    'aws.dynamodb.pk.hash': 'key.id',
    'aws.dynamodb.pk.sort': '',
    'table.name.format': 'kafka_${topic}',
  },
  taskConfigs: (_config, maxTasks, raw) => Array.from({ length: maxTasks }, () => raw),
  validate: dynamodbSinkProblems,
  exactlyOnceSupport: () => 'SUPPORTED',
});
