import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { ConfigError } from '../../connect/errors.ts';
import { type Logger, silentLogger } from '../../connect/logger.ts';
import type { Storage } from '../storage.ts';
import { attempt } from './attempt.ts';
import { createDynamoDbConfigs } from './dynamodb-configs.ts';
import { createDynamoDbLeases } from './dynamodb-leases.ts';
import { createDynamoDbOffsets } from './dynamodb-offsets.ts';
import { createDynamoDbStatuses } from './dynamodb-statuses.ts';
import { createDynamoDbTopics } from './dynamodb-topics.ts';
import { createStreamFeed } from './stream-feed.ts';
import { createStreamReader } from './stream-reader.ts';
import { openStream } from './stream-source.ts';
import { createTable } from './table.ts';
import type { TableNames } from './tables.ts';

export interface DynamoDbStorageOptions {
  readonly client: DynamoDBClient;
  readonly tables: TableNames;
  /** @default nobody can subscribe, as is right where the streams call functions. */
  readonly streams?: DynamoDBStreamsClient;
  /** How often a stream is asked for changes while somebody is subscribed. @default 1000 */
  readonly pollIntervalMs?: number;
  /** Told when a stream cannot be read for the moment. @default nobody */
  readonly logger?: Logger;
}

/** The three tables on DynamoDB. The clients stay the caller's: `close` ends subscriptions only. */
export const createDynamoDbStorage = (options: DynamoDbStorageOptions): Storage => {
  const { client, tables } = options;
  const statuses = createTable(client, tables.statuses);
  const feeds = { configs: createFeed(options, tables.configs), statuses: createFeed(options, tables.statuses) };
  return {
    configs: createDynamoDbConfigs({ client, tableName: tables.configs, subscribe: feeds.configs.subscribe }),
    offsets: createDynamoDbOffsets({ client, tables }),
    statuses: {
      ...createDynamoDbStatuses({ client, table: statuses, subscribe: feeds.statuses.subscribe }),
      ...createDynamoDbTopics(client, statuses),
      ...createDynamoDbLeases(statuses),
    },
    close: async () => {
      await Promise.all([feeds.configs.close(), feeds.statuses.close()]);
    },
  };
};

const createFeed = (options: DynamoDbStorageOptions, table: string) => {
  const { client, streams, pollIntervalMs = 1_000, logger = silentLogger } = options;
  return createStreamFeed({
    openReader: async (onChange) => {
      if (streams === undefined)
        throw new ConfigError(`Changes of table ${table} can't be followed without a DynamoDB Streams client`);
      return attempt(table, async () => {
        const reader = createStreamReader(await openStream(client, streams, table), onChange);
        await reader.start();
        return reader;
      });
    },
    pollIntervalMs,
    logger,
  });
};
