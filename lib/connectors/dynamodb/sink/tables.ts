import {
  type AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type ScalarAttributeType,
  type TableDescription,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { asError, ConnectError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { Change } from './change.ts';
import { isMissingTable } from './failures.ts';
import type { SinkSettings } from './settings.ts';

const MAX_WAIT_S = 60;

/** Makes sure that tables are there, with the keys that are configured; asks about each once. */
export interface Tables {
  ensure(table: string, first: Change): Promise<void>;
  forget(): void;
}

const typeOf = ({ S, N }: AttributeValue): ScalarAttributeType =>
  S === undefined ? (N === undefined ? 'B' : 'N') : 'S';

const hasKeys = ({ KeySchema = [] }: TableDescription, names: readonly string[]): boolean =>
  KeySchema.length === names.length && KeySchema.every(({ AttributeName }, index) => AttributeName === names[index]);

export const createTables = (client: DynamoDBClient, settings: SinkSettings, log: Logger): Tables => {
  const known = new Set<string>();
  const names = settings.keys.map(({ attribute }) => attribute);

  const describe = async (TableName: string): Promise<TableDescription | undefined> => {
    try {
      return (await client.send(new DescribeTableCommand({ TableName }))).Table;
    } catch (error) {
      if (isMissingTable(error)) return undefined;
      throw error;
    }
  };

  const expire = async (TableName: string, AttributeName: string): Promise<void> => {
    const TimeToLiveSpecification = { AttributeName, Enabled: true };
    await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  };

  const create = async (TableName: string, { key }: Change): Promise<void> => {
    log.info(`Creating table ${TableName}`);
    await client
      .send(
        new CreateTableCommand({
          TableName,
          KeySchema: names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
          AttributeDefinitions: names.map((AttributeName) => ({
            AttributeName,
            AttributeType: typeOf(key[AttributeName] ?? { S: '' }),
          })),
          BillingMode: 'PAY_PER_REQUEST',
        }),
      )
      .catch((error: unknown) => {
        // Another task was first.
        if (asError(error).name !== 'ResourceInUseException') throw error;
      });
    await waitUntilTableExists({ client, minDelay: 0.2, maxDelay: 2, maxWaitTime: MAX_WAIT_S }, { TableName });
    if (settings.ttl !== null) await expire(TableName, settings.ttl.name);
  };

  return {
    ensure: async (table, first) => {
      if (known.has(table)) return;
      const found = await describe(table);
      if (found === undefined && !settings.createsTables)
        throw new ConnectError(`Table ${table} does not exist, and aws.dynamodb.table.create is off`);
      if (found !== undefined && !hasKeys(found, names))
        throw new ConnectError(
          `Table ${table} has the keys ${found.KeySchema?.map(({ AttributeName }) => AttributeName).join(', ')}, while aws.dynamodb.pk.hash and .sort say ${names.join(', ')}`,
        );
      if (found === undefined) await create(table, first);
      known.add(table);
    },
    forget: () => known.clear(),
  };
};
