import type { sourceConnectorConfig } from '../../config/common/source-connector-config.ts';
import type { ConfigOf } from '../../config/config-def.ts';
import { createAcknowledgedOffsets } from '../source/acknowledged-offsets.ts';
import type { DeliveryOptions } from '../source/delivery-options.ts';
import type { PreparedDelivery } from '../source/source-delivery.ts';
import { createOffsetTransactions } from './offset-transactions.ts';
import { takeOverTask } from './take-over-task.ts';
import { connectorBoundary, intervalBoundary, pollBoundary } from './transaction-boundary.ts';
import { createTransactionRequests } from './transaction-requests.ts';
import { createTransactionalSender } from './transactional-sender.ts';

type Config = ConfigOf<typeof sourceConnectorConfig>;

/** Records and offsets count together or not at all (KIP-618, on a store of offsets that is not Kafka; see docs/adr). */
export const prepareExactlyOnceDelivery = async (
  options: DeliveryOptions,
  config: Config,
): Promise<PreparedDelivery> => {
  const { runtime, lease, meter, resources, deliveryTimeoutMs, announceTopics, isLetter, onAbandoned } = options;
  const { clock, storage, worker } = runtime;
  const taken = await takeOverTask(options);
  resources.add(() => taken.producer.close());
  const flushIntervalMs = worker.parsed['offset.flush.interval.ms'];
  const boundaryName = config['transaction.boundary'];
  const intervalMs = config['transaction.boundary.interval.ms'] ?? flushIntervalMs;
  const requests = createTransactionRequests();
  const boundaries = {
    poll: pollBoundary,
    interval: intervalBoundary(intervalMs, clock),
    connector: connectorBoundary,
  };
  const acknowledged = createAcknowledgedOffsets();
  return {
    transactionContext: boundaryName === 'connector' ? requests.context : null,
    endsOf: requests.endsOf,
    begin: (task) => {
      const transactions = createOffsetTransactions({
        ...taken,
        offsets: storage.offsets,
        lease,
        acknowledged,
        clock,
        update: (changes) => task.updateOffsets?.(changes) ?? [],
        timeoutMs: deliveryTimeoutMs,
      });
      return {
        ...createTransactionalSender({
          transactions,
          boundary: boundaries[boundaryName],
          acknowledged,
          task,
          clock,
          meter,
          isLetter,
          announceTopics,
          onAbandoned,
        }),
        flushIntervalMs: boundaryName === 'interval' ? Math.min(intervalMs, flushIntervalMs) : flushIntervalMs,
      };
    },
  };
};
