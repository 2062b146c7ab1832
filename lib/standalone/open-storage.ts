import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { ConfigError } from '../connect/errors.ts';
import type { Logger } from '../connect/logger.ts';
import { createDynamoDbStorage } from '../storage/dynamodb/dynamodb-storage.ts';
import { openSqliteStorage } from '../storage/sqlite/sqlite-storage.ts';
import type { Storage } from '../storage/storage.ts';
import type { StandaloneConfig } from './standalone-config.ts';

const TABLE_KEYS = ['config.storage.table', 'offset.storage.table', 'status.storage.table'] as const;

const openDynamoDb = (config: StandaloneConfig, logger: Logger): Storage => {
  const [configs, offsets, statuses] = TABLE_KEYS.map((key) => {
    const name = config[key];
    if (name === null) throw new ConfigError(`Missing required configuration "${key}": the three tables go together.`);
    return name;
  });
  if (configs === undefined || offsets === undefined || statuses === undefined) throw new ConfigError('No tables');
  const region = config['dynamodb.region'];
  const endpoint = config['dynamodb.endpoint'];
  const settings = { ...(region !== null && { region }), ...(endpoint !== null && { endpoint }) };
  const client = new DynamoDBClient(settings);
  const streams = new DynamoDBStreamsClient(settings);
  const storage = createDynamoDbStorage({ client, streams, tables: { configs, offsets, statuses }, logger });
  return {
    ...storage,
    close: async () => {
      await storage.close();
      client.destroy();
      streams.destroy();
    },
  };
};

/** The worker's three tables: in DynamoDB when tables are named, else in one SQLite file. @throws ConfigError */
export const openStorage = (config: StandaloneConfig, logger: Logger): Storage => {
  if (TABLE_KEYS.some((key) => config[key] !== null)) return openDynamoDb(config, logger);
  const file = config['offset.storage.file.filename'];
  if (file === null)
    throw new ConfigError('Missing required configuration "offset.storage.file.filename" which has no default value.');
  return openSqliteStorage(file);
};
