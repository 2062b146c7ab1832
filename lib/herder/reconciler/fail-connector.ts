import type { ExistingConnector } from '../connectors/connector-info.ts';
import type { ConnectorFailure } from './connector-failure.ts';
import type { ReconcilerContext } from './reconciler-context.ts';

/**
 * Shows a connector as FAILED. Its tasks stay as they are: a mistake in a new configuration does not stop what runs on the
 * old one. But a paused connector must not run, whatever its configuration.
 */
export const failConnector = async (
  { storage, deployer, workerId, log }: ReconcilerContext,
  { name, targetState, tasks }: ExistingConnector,
  { trace, message }: ConnectorFailure,
): Promise<void> => {
  log.error(`connector ${name} failed`, { cause: message });
  if (targetState === 'PAUSED') await deployer.remove(name);
  const { connector } = await storage.statuses.status(name);
  const generation = tasks?.generation ?? 0;
  if (connector?.state === 'FAILED' && connector.trace === trace && connector.generation === generation) return;
  await storage.statuses.putConnectorStatus(name, { state: 'FAILED', workerId, generation, trace });
};
