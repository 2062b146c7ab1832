import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { convertToNative } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { RawConfig } from '../../connect/connector.ts';
import type { ConnectorState } from '../config-backing-store.ts';
import { targetStateSchema } from '../stored-schemas.ts';
import type { Item } from './table.ts';
import { readTasksItem, tasksItem } from './tasks-item.ts';

export const configItem = 'config';
export const targetStateItem = 'target-state';

/** What a connector's items say; `undefined` when it has neither configuration nor tasks. Others' items are passed over. */
export const connectorState = (name: string, items: readonly Item[]): ConnectorState | undefined => {
  const find = (sortKey: string) => items.find(({ item }) => item?.S === sortKey);
  const [config, targetState, tasks] = [find(configItem), find(targetStateItem), find(tasksItem)];
  if (config === undefined && tasks === undefined) return undefined;
  return {
    name,
    config: config && readConfig(config),
    configVersion: Number(config?.version?.N ?? 0),
    targetState: v.is(targetStateSchema, targetState?.state?.S) ? targetState.state.S : 'STARTED',
    tasks: tasks && readTasksItem(tasks),
  };
};

const readConfig = ({ config }: Item): RawConfig =>
  Object.fromEntries(Object.entries(config?.M ?? {}).map(([key, value]) => [key, configText(value)]));

/**
 * A configuration may be written by hand, where `3` and `true` come naturally. Anything else becomes JSON, which the
 * connector's validation complains about; it must not keep the other connectors from being read.
 */
const configText = (value: AttributeValue): string => {
  const { S, N, BOOL } = value;
  return S ?? N ?? (BOOL === undefined ? JSON.stringify(convertToNative(value)) : String(BOOL));
};
