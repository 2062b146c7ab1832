import type { WorkerConfig } from '../runtime/worker-config.ts';
import { createActiveTopics } from './connectors/active-topics.ts';
import { createConnectorConfigs } from './connectors/connector-configs.ts';
import { createConnectorStates } from './connectors/connector-states.ts';
import { createRestarts } from './connectors/restarts.ts';
import { createTargetStates } from './connectors/target-states.ts';
import { createHealthCheck } from './health-check.ts';
import type { Herder } from './herder.ts';
import type { HerderContext } from './herder-context.ts';
import { createOffsetOperations } from './offsets/offset-operations.ts';
import { createPluginOperations } from './plugins/plugin-operations.ts';
import { herderConfigOf } from './worker-config.ts';

export interface HerderOptions extends Omit<HerderContext, 'config'> {
  readonly worker: WorkerConfig;
}

/** The herder of a worker. @throws ConfigError when the worker's configuration is wrong. */
export const createHerder = ({ worker, ...options }: HerderOptions): Herder => {
  const context: HerderContext = { ...options, config: herderConfigOf(worker) };
  return {
    ...createHealthCheck(context),
    ...createConnectorStates(context),
    ...createConnectorConfigs(context),
    ...createTargetStates(context),
    ...createRestarts(context),
    ...createActiveTopics(context),
    ...createOffsetOperations(context),
    ...createPluginOperations(context),
  };
};
