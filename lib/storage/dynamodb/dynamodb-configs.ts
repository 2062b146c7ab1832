import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { byName } from '../by-name.ts';
import { type ConfigBackingStore, ConflictError } from '../config-backing-store.ts';
import { byConnector } from './by-connector.ts';
import { unchanged, unlessRefused } from './conditional.ts';
import { configItem, connectorState, targetStateItem } from './config-items.ts';
import { fitting } from './item-size.ts';
import { createTable } from './table.ts';
import { tasksItem, writeTasksItem } from './tasks-item.ts';
import { transact } from './transact.ts';

interface ConfigsOptions {
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly subscribe: ConfigBackingStore['subscribe'];
}

export const createDynamoDbConfigs = ({ client, tableName, subscribe }: ConfigsOptions): ConfigBackingStore => {
  const table = createTable(client, tableName);
  const keyOf = (connector: string, item: string) => ({ TableName: tableName, Key: marshall({ connector, item }) });
  const putState = (connector: string, state: string) => ({
    Put: { TableName: tableName, Item: marshall({ connector, item: targetStateItem, state }) },
  });
  const conflict = (what: string) => (): never => {
    throw new ConflictError(`${what} was changed in between`);
  };
  return {
    connectors: async () =>
      [...byConnector(await table.scan())].flatMap(([name, items]) => connectorState(name, items) ?? []).sort(byName),
    connector: async (name) => connectorState(name, await table.query(name)),
    putConnectorConfig: async (name, config, { expectedVersion, targetState }) => {
      const what = `The configuration of connector ${name}`;
      const version = expectedVersion + 1;
      const item = fitting(marshall({ connector: name, item: configItem, config, version }), what);
      const put = { Put: { TableName: tableName, Item: item, ...unchanged('version', expectedVersion) } };
      const states = targetState === undefined ? [] : [putState(name, targetState)];
      await unlessRefused(transact(client, [put, ...states]), conflict(what));
    },
    removeConnectorConfig: (name) =>
      transact(client, [{ Delete: keyOf(name, configItem) }, { Delete: keyOf(name, targetStateItem) }]),
    putTargetState: async (name, state) => {
      const exists = { ...keyOf(name, configItem), ConditionExpression: 'attribute_exists(connector)' };
      await unlessRefused(transact(client, [{ ConditionCheck: exists }, putState(name, state)]), () => {});
    },
    putTaskConfigs: async (name, tasks, expectedGeneration) => {
      const what = `The set of task configurations of connector ${name}`;
      const item = fitting(writeTasksItem(name, tasks), what);
      await unlessRefused(table.put(item, unchanged('generation', expectedGeneration)), conflict(what));
    },
    putRestart: async (name, task, generation) => {
      const update = table.update(marshall({ connector: name, item: tasksItem }), {
        UpdateExpression: 'SET restarts.#task = if_not_exists(restarts.#task, :none) + :one',
        ConditionExpression: 'generation = :generation',
        ExpressionAttributeNames: { '#task': String(task) },
        ExpressionAttributeValues: marshall({ ':none': 0, ':one': 1, ':generation': generation }),
      });
      await unlessRefused<unknown>(update, () => {});
    },
    removeTaskConfigs: (name) => table.remove(marshall({ connector: name, item: tasksItem })),
    subscribe,
  };
};
