import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, inject, test } from 'vitest';
import { createRestApp } from '../../../lib/rest/create-rest-app.ts';
import { createDynamoDbStorage } from '../../../lib/storage/dynamodb/dynamodb-storage.ts';
import { givenWorker } from '../../unit/herder/given-worker.ts';
import { createOwnTables, dynamoDbClient } from '../../worker/dynamodb-tables.ts';

const CONNECTORS = 1_000;
const TASKS = 3;
const AT_ONCE = 50;

/** Calls of the SDK, by command and table. */
const countCalls = (client: DynamoDBClient): readonly string[] => {
  const calls: string[] = [];
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { input } = args;
        const table = typeof input === 'object' && 'TableName' in input ? String(input.TableName) : '';
        calls.push(`${commandName} ${table.replace(/-.*/, '')}`);
        return next(args);
      },
    { step: 'initialize' },
  );
  return calls;
};

const config = (name: string) => ({
  name,
  'connector.class': 'org.example.SampleSourceConnector',
  'tasks.max': String(TASKS),
  'connection.url': `jdbc:postgresql://database.example:5432/${name}`,
  'table.whitelist': 'customers,orders,order_lines',
  'topic.prefix': `${name}.`,
  'value.converter.schema.registry.url': 'https://registry.example',
});

test('a list of 1,000 connectors with infos and statuses is a bounded number of calls', async () => {
  const tables = await createOwnTables(inject('dynamodb'));
  const client = dynamoDbClient(inject('dynamodb'));
  const storage = createDynamoDbStorage({ client, tables });
  const { configs, offsets, statuses } = storage;
  const { herder } = givenWorker({ storage });
  const put = async (i: number): Promise<void> => {
    const name = `connector-${i}`;
    const status = { state: 'RUNNING', workerId: 'lambda:source', generation: 1, version: '1.0.0' } as const;
    await configs.putConnectorConfig(name, config(name), { expectedVersion: 0, targetState: 'STARTED' });
    const all = Array.from({ length: TASKS }, () => config(name));
    await configs.putTaskConfigs(name, { generation: 1, fingerprint: 'f', configs: all, restarts: {} }, 0);
    await statuses.putConnectorStatus(name, status);
    for (let task = 0; task < TASKS; task++) await statuses.putTaskStatus(name, { ...status, task });
    await statuses.putTopic(name, { topic: `${name}.orders`, task: 0, discoverTimestamp: 1 });
    await offsets.alter(name, [{ partition: { table: 'orders' }, offset: { id: 1 } }]);
  };
  for (let i = 0; i < CONNECTORS; i += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, (_, k) => put(i + k)));

  const app = createRestApp(herder, { version: '4.3.1', commit: 'x', clusterId: async () => 'c' });
  const calls = countCalls(client);
  const answer = await app.request('/connectors?expand=status&expand=info');
  const list: unknown = await answer.json();
  client.destroy();

  expect(Object.keys(Object(list))).toHaveLength(CONNECTORS);
  expect(list).toMatchObject({
    'connector-999': {
      info: { tasks: [{ task: 0 }, { task: 1 }, { task: 2 }] },
      status: { connector: { state: 'RUNNING' }, tasks: [{ id: 0 }, { id: 1 }, { id: 2 }] },
    },
  });
  const times = (call: string): number => calls.filter((one) => one === call).length;
  console.info(`1,000 connectors of 3 tasks: ${calls.length} calls of DynamoDB`);
  // Pages of 1 MB each: the number grows with the size of the tables, not with the number of connectors.
  expect(times('ScanCommand configs')).toBeLessThanOrEqual(3);
  expect(times('ScanCommand statuses')).toBeLessThanOrEqual(2);
  expect(calls).toHaveLength(times('ScanCommand configs') + times('ScanCommand statuses'));
});
