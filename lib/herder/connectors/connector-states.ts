import { NotFoundError } from '../errors.ts';
import type { Herder } from '../herder.ts';
import type { HerderContext } from '../herder-context.ts';
import { connectorInfo, exists, requireConnector } from './connector-info.ts';
import { shownStatus } from './shown-status.ts';

type ConnectorStates = Pick<
  Herder,
  'connectors' | 'connectorOverviews' | 'connectorInfo' | 'connectorStatus' | 'taskConfigs' | 'taskStatus'
>;

/** Everything that only looks. */
export const createConnectorStates = ({ storage, plugins, workerId }: HerderContext): ConnectorStates => {
  const { configs, statuses } = storage;
  const { connectors } = plugins;
  const existing = async () => (await configs.connectors()).filter(exists);
  const status: Herder['connectorStatus'] = async (name) => {
    const [state, stored] = await Promise.all([configs.connector(name), statuses.status(name)]);
    if (!exists(state)) throw new NotFoundError(`No status found for connector ${name}`);
    return shownStatus(state, stored, { connectors, workerId });
  };
  return {
    connectors: async () => (await existing()).map(({ name }) => name),
    connectorOverviews: async (wanted) => {
      const [states, stored] = await Promise.all([existing(), wanted.status ? statuses.statuses() : []]);
      const byName = new Map(stored.map((one) => [one.name, one]));
      return states.map((state) => ({
        info: connectorInfo(connectors, state),
        ...(wanted.status && { status: shownStatus(state, byName.get(state.name), { connectors, workerId }) }),
      }));
    },
    connectorInfo: async (name) => connectorInfo(connectors, await requireConnector(configs, name)),
    connectorStatus: status,
    taskConfigs: async (name) =>
      ((await requireConnector(configs, name)).tasks?.configs ?? []).map((config, task) => ({ task, config })),
    taskStatus: async (name, task) => {
      const found = await status(name).then(
        ({ tasks }) => tasks[task],
        (error) => {
          if (!(error instanceof NotFoundError)) throw error;
        },
      );
      if (found === undefined) throw new NotFoundError(`No status found for task ${name}-${task}`);
      return found;
    },
  };
};
