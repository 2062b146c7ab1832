import { sinkConnectorConfig } from '../../config/common/sink-connector-config.ts';
import { sourceConnectorConfig } from '../../config/common/source-connector-config.ts';
import type { ConfigDef } from '../../config/config-def.ts';
import type { ConnectorPlugin } from '../../config/define-connector.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { Logger } from '../../connect/logger.ts';
import { ItemTooLargeError, type TaskConfigs } from '../../storage/config-backing-store.ts';
import type { ExistingConnector } from '../connectors/connector-info.ts';
import { ConnectorFailure, orFail } from './connector-failure.ts';
import { fingerprint } from './fingerprint.ts';
import type { ReconcilerContext } from './reconciler-context.ts';
import { taskConfigSet } from './task-config-set.ts';

/**
 * Generations are counted in milliseconds since the epoch, so that they keep growing over a stop, or a delete and create,
 * which forget the count: a warm function of the earlier life must not take its old generation for the current one.
 */
const nextGeneration = (previous: number, now: number): number => Math.max(previous + 1, now);

/** Says once for each new configuration which of its keys mean nothing here. */
const logIgnoredKeys = (plugin: ConnectorPlugin, name: string, raw: RawConfig, log: Logger): void => {
  const common = plugin.kind === 'source' ? sourceConnectorConfig : sinkConnectorConfig;
  const def: ConfigDef = { ...common, ...plugin.configDef };
  for (const [key, { ignored }] of Object.entries(def))
    if (ignored !== undefined && raw[key] !== undefined)
      log.info(`configuration ${key} of connector ${name} is ignored: ${ignored}`);
};

/** Task configurations that are true to the connector's configuration: those stored, or new ones under a new generation. */
export const currentTaskConfigs = async (
  { storage, log, now }: ReconcilerContext,
  plugin: ConnectorPlugin,
  { state, raw }: { readonly state: ExistingConnector; readonly raw: RawConfig },
): Promise<TaskConfigs> => {
  const configs = await orFail(() => taskConfigSet(plugin, state.name, raw, log));
  const wanted = fingerprint(raw, configs, plugin.version);
  if (state.tasks?.fingerprint === wanted) return state.tasks;
  const previous = state.tasks?.generation ?? 0;
  logIgnoredKeys(plugin, state.name, raw, log);
  const tasks = { generation: nextGeneration(previous, now()), fingerprint: wanted, configs, restarts: {} };
  try {
    await storage.configs.putTaskConfigs(state.name, tasks, previous);
  } catch (error) {
    throw error instanceof ItemTooLargeError ? new ConnectorFailure(error) : error;
  }
  return tasks;
};
