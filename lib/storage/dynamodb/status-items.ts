import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { ConnectorStatus, Status, TaskStatus } from '../status-backing-store.ts';
import { statusSchema } from '../stored-schemas.ts';
import type { Item } from './table.ts';
import { prefixes } from './tables.ts';

export const connectorItem = 'connector';

/** Longer traces are cut, lest the status of a failure fail to be stored: an item holds 400 KB. */
const maxTraceLength = 100_000;

export const taskKey = (connector: string, task: number): Item =>
  marshall({ connector, item: `${prefixes.task}${task}` });

export const connectorStatusItem = (connector: string, status: Status): Item =>
  marshall({ connector, item: connectorItem, ...withShortTrace(status) });

export const taskStatusItem = (connector: string, { task, ...status }: TaskStatus): Item => ({
  ...taskKey(connector, task),
  ...marshall(withShortTrace(status)),
});

const withShortTrace = (status: Status): Status =>
  status.trace === undefined || status.trace.length <= maxTraceLength
    ? status
    : { ...status, trace: `${status.trace.slice(0, maxTraceLength)}…` };

/** What the items of a connector in the statuses table say of it and its tasks; leases and topics are passed over. */
export const connectorStatus = (name: string, items: readonly Item[]): ConnectorStatus => {
  const connector = items.find(({ item }) => item?.S === connectorItem);
  return {
    name,
    connector: connector && readStatus(connector),
    tasks: items.flatMap(readTaskStatus).sort((a, b) => a.task - b.task),
  };
};

const readTaskStatus = (item: Item): readonly TaskStatus[] => {
  const sortKey = item.item?.S ?? '';
  if (!sortKey.startsWith(prefixes.task)) return [];
  return [{ task: Number(sortKey.slice(prefixes.task.length)), ...readStatus(item) }];
};

const readStatus = (item: Item): Status => v.parse(statusSchema, unmarshall(item));
