import type { Logger } from '../../connect/logger.ts';
import type { ConnectionSettings } from '../client-config/client-config.ts';
import type { TransactionalSettings } from '../client-config/producer-settings.ts';
import type { TransactionalProducer } from '../port.ts';
import { createAttempts } from './attempts.ts';
import type { Cluster } from './cluster.ts';
import { createProducer } from './producer.ts';
import { takeOverTransactions } from './transaction.ts';

/**
 * While a coordinator completes a transaction it refuses the next one (CONCURRENT_TRANSACTIONS), for milliseconds; the usual
 * back-off would be most of the time that a short transaction takes. Java's client shortens it as well.
 */
const FIRST_BACKOFF_MS = 5;

export const createTransactionalProducer = async (options: {
  readonly cluster: Cluster;
  readonly connection: ConnectionSettings;
  readonly settings: TransactionalSettings;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Logger;
}): Promise<TransactionalProducer> => {
  const { cluster, connection, settings, now, random } = options;
  const { transactionalId, transactionTimeoutMs: timeoutMs, deliveryTimeoutMs } = settings;
  const closing = new AbortController();
  const quick = { ...connection, retryBackoffMs: Math.min(FIRST_BACKOFF_MS, connection.retryBackoffMs) };
  const attempt = createAttempts({
    connection: quick,
    now,
    random,
    signal: closing.signal,
    timeoutMs: deliveryTimeoutMs,
  });
  try {
    const transaction = await takeOverTransactions({ cluster, transactionalId, timeoutMs, attempt });
    const { identities, join } = transaction;
    const producer = createProducer({ ...options, identities, transaction: { id: transactionalId, join } });
    return {
      send: producer.send,
      sendOffset: transaction.sendOffset,
      commit: () => transaction.end('COMMIT'),
      abort: () => transaction.end('ABORT'),
      close: () => {
        closing.abort();
        return producer.close();
      },
    };
  } catch (error) {
    cluster.close();
    throw error;
  }
};
