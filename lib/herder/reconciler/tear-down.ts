import type { ConnectorState } from '../../storage/config-backing-store.ts';
import type { ConnectorStatus } from '../../storage/status-backing-store.ts';
import type { ReconcilerContext } from './reconciler-context.ts';

/**
 * Removes what is left of a deleted connector, but for its offsets: one of the same name resumes there. The task
 * configurations go last, since they are what remembers that something is left.
 */
export const tearDown = async (
  { storage, deployer }: ReconcilerContext,
  { name, connector, tasks }: ConnectorStatus,
  state: ConnectorState | undefined,
): Promise<undefined> => {
  await deployer.remove(name);
  if (connector !== undefined || tasks.length > 0) await storage.statuses.removeConnector(name);
  if (state?.tasks !== undefined) await storage.configs.removeTaskConfigs(name);
};
