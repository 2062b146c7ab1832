import { findPlugin } from '../../config/plugin-names.ts';
import { asError } from '../../connect/errors.ts';
import type { ExistingConnector } from '../connectors/connector-info.ts';
import { CONNECTOR } from '../plugins/find-connector.ts';
import type { ReconcilerContext } from './reconciler-context.ts';

/**
 * Settles the transactions of a source that does not run, while Kafka still knows of them (`offsets.retention.minutes`). What
 * can't be settled now is tried again by the timer; whoever resumes the connector is told.
 */
export const settleIfIdle = async (
  { plugins, settleTransactions, log }: ReconcilerContext,
  { name, config, targetState }: ExistingConnector,
): Promise<void> => {
  if (targetState === 'STARTED') return;
  if (findPlugin(plugins.connectors, config['connector.class'] ?? '', CONNECTOR)?.kind !== 'source') return;
  await settleTransactions({ name, config: { ...config, name } }, 'FAIL').catch((error) =>
    log.warn(`the transactions of connector ${name} could not be settled`, { cause: asError(error).message }),
  );
};
