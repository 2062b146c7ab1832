import type { RawConfig } from '../../connect/connector.ts';
import { ConfigError } from '../../connect/errors.ts';
import { clientSettings } from '../client-settings.ts';
import { escapeName } from '../escaped-name.ts';

/** Where Kafka keeps what the transactions of a task are known by. */
export interface TransactionControl {
  /** Settings of the task's producer, its `transactional.id` among them. */
  readonly producer: Readonly<Record<string, string>> & { readonly 'transactional.id': string };
  /** The consumer group whose committed position on {@link topic} is the number of the last committed transaction. */
  readonly groupId: string;
  /** A topic of one partition, always empty: brokers take positions on topics that exist only. */
  readonly topic: string;
}

/**
 * Named as in Kafka Connect: `<group.id>-<connector>-<task>`, unless the connector overrides `transactional.id`.
 *
 * @throws ConfigError when the worker has no `group.id`: two workers that share names would fence each other off.
 */
export const transactionControl = (
  worker: RawConfig,
  connectorConfig: RawConfig,
  { connector, task }: { readonly connector: string; readonly task: number },
): TransactionControl => {
  const workerName = worker['group.id'];
  if (workerName === undefined || workerName === '')
    throw new ConfigError(
      'Exactly-once delivery needs a group.id in the configuration of the worker, which tells its transactions from those of other workers on the same Kafka cluster',
    );
  const settings = clientSettings('producer', worker, connectorConfig);
  const transactionalId = settings['transactional.id'] ?? `${workerName}-${connector}-${task}`;
  return {
    producer: { ...settings, 'transactional.id': transactionalId },
    groupId: `connect-transactions-${transactionalId}`,
    topic: `connect-transactions-${escapeName(workerName)}`,
  };
};
