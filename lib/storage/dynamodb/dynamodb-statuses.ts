import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { byName } from '../by-name.ts';
import type { StatusStore } from '../status-backing-store.ts';
import { removeAll } from './batch.ts';
import { byConnector } from './by-connector.ts';
import { unlessRefused } from './conditional.ts';
import { connectorItem, connectorStatus, connectorStatusItem, taskKey, taskStatusItem } from './status-items.ts';
import type { Filter, Item, Table } from './table.ts';
import { prefixes } from './tables.ts';

const statusesOnly: Filter = {
  FilterExpression: '#item = :connectorItem OR begins_with(#item, :task)',
  ExpressionAttributeNames: { '#item': 'item' },
  ExpressionAttributeValues: marshall({ ':connectorItem': connectorItem, ':task': prefixes.task }),
};

interface StatusesOptions {
  readonly client: DynamoDBClient;
  readonly table: Table;
  readonly subscribe: StatusStore['subscribe'];
}

export const createDynamoDbStatuses = ({ client, table, subscribe }: StatusesOptions): StatusStore => {
  const read = async (connector: string) => connectorStatus(connector, await table.query(connector));
  return {
    statuses: async () =>
      [...byConnector(await table.scan(statusesOnly))]
        .map(([name, items]) => connectorStatus(name, items))
        .sort(byName),
    status: read,
    putConnectorStatus: (connector, status) => table.put(connectorStatusItem(connector, status)),
    putTaskStatus: (connector, status) => table.put(taskStatusItem(connector, status)),
    putTaskStatusSafe: (connector, status) => {
      const notOlder = {
        ConditionExpression: 'attribute_not_exists(generation) OR generation <= :generation',
        ExpressionAttributeValues: marshall({ ':generation': status.generation }),
      };
      return unlessRefused(table.put(taskStatusItem(connector, status), notOlder), () => {});
    },
    removeTaskStatuses: async (connector, from) => {
      const { tasks } = await read(connector);
      const keys = tasks.filter(({ task }) => task >= from).map(({ task }) => taskKey(connector, task));
      await removeAll(client, table.name, keys);
    },
    removeConnector: async (connector) => {
      const items = await table.query(connector);
      await removeAll(client, table.name, items.filter(isForgotten).map(keyOf));
    },
    subscribe,
  };
};

const isForgotten = ({ item }: Item): boolean => item?.S?.startsWith(prefixes.lease) === false;

const keyOf = (item: Item): Item => marshall({ connector: item.connector?.S, item: item.item?.S });
