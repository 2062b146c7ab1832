import type { ConnectorStatus } from '../../storage/status-backing-store.ts';
import { NotFoundError } from '../errors.ts';
import type { Herder } from '../herder.ts';
import type { HerderContext } from '../herder-context.ts';
import { type ExistingConnector, exists } from './connector-info.ts';
import { restartPlan } from './restart-plan.ts';
import { shownStatus } from './shown-status.ts';

type Restarts = Pick<Herder, 'restartConnector' | 'restartConnectorAndTasks' | 'restartTask'>;

/**
 * Restarts. A status is set to RESTARTING before the restart is counted in the configs: counting wakes the reconciler,
 * which must not find the task still FAILED.
 */
export const createRestarts = (context: HerderContext): Restarts => {
  const { storage, plugins, workerId } = context;
  const { configs, statuses } = storage;

  const existing = async (name: string): Promise<ExistingConnector> => {
    const state = await configs.connector(name);
    if (!exists(state)) throw new NotFoundError(`Unknown connector: ${name}`);
    return state;
  };

  const restartConnector = async (state: ExistingConnector, stored: ConnectorStatus): Promise<void> => {
    const generation = state.tasks?.generation ?? 0;
    await statuses.putConnectorStatus(state.name, {
      workerId,
      generation,
      ...stored.connector,
      state: 'RESTARTING',
    });
    await context.requestReconciliation?.(state.name);
  };

  const restartTask = async ({ name, tasks }: ExistingConnector, stored: ConnectorStatus, task: number) => {
    if (tasks?.configs[task] === undefined) throw new NotFoundError(`Unknown task: ${name}-${task}`);
    const { generation } = tasks;
    const previous = stored.tasks.find((one) => one.task === task);
    await statuses.putTaskStatus(name, { workerId, ...previous, generation, task, state: 'RESTARTING' });
    await configs.putRestart(name, task, generation);
  };

  return {
    restartConnector: async (name) => restartConnector(await existing(name), await statuses.status(name)),
    restartConnectorAndTasks: async (name, request) => {
      const state = await existing(name);
      const stored = await statuses.status(name);
      const current = shownStatus(state, stored, { connectors: plugins.connectors, workerId });
      const plan = restartPlan(current, request);
      for (const task of plan.restartTasks) await restartTask(state, stored, task);
      if (plan.restartConnector) await restartConnector(state, stored);
      return plan.stateInfo;
    },
    restartTask: async (name, task) => restartTask(await existing(name), await statuses.status(name), task),
  };
};
