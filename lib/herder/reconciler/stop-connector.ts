import { findPlugin } from '../../config/plugin-names.ts';
import type { ConnectorState } from '../../storage/config-backing-store.ts';
import type { ConnectorStatus } from '../../storage/status-backing-store.ts';
import type { ExistingConnector } from '../connectors/connector-info.ts';
import { CONNECTOR } from '../plugins/find-connector.ts';
import type { ReconcilerContext } from './reconciler-context.ts';
import { recordStatuses } from './record-statuses.ts';

/**
 * Takes the tasks of a STOPPED connector away; its configuration stays (KIP-875). The task configurations go first, so
 * that runs under way see that they are over. Needs no valid configuration.
 */
export const stopConnector = async (
  { storage, plugins, deployer, workerId }: ReconcilerContext,
  state: ExistingConnector,
  status: ConnectorStatus,
): Promise<ConnectorState> => {
  if (state.tasks !== undefined) await storage.configs.removeTaskConfigs(state.name);
  await deployer.remove(state.name);
  const version = findPlugin(plugins.connectors, state.config['connector.class'] ?? '', CONNECTOR)?.version;
  await recordStatuses(storage.statuses, status, {
    connector: { state: 'STOPPED', workerId, generation: 0, ...(version === undefined ? {} : { version }) },
    tasks: [],
  });
  return { ...state, tasks: undefined };
};
