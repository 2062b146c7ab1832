import type { Logger } from '../../connect/logger.ts';
import type { ConnectionSettings } from '../client-config/client-config.ts';
import type { ProducerSettings } from '../client-config/producer-settings.ts';
import { createPartitioner } from '../partitioner.ts';
import type { KafkaProducer, ProducerRecord } from '../port.ts';
import { createBackoff } from './backoff.ts';
import type { Cluster } from './cluster.ts';
import { createDelivery } from './delivery.ts';
import { createProduceRound } from './produce-round.ts';
import { type ProducerBatch, toBatches } from './producer-batch.ts';
import type { ProducerIdentities } from './producer-identity.ts';
import { createTopicDirectory } from './topic-directory.ts';

/**
 * A producer of our own on kafkajs's connections. Sends follow one another, so that order holds across them whatever
 * fails; what a send carries goes to all leaders at once.
 */
export const createProducer = (options: {
  readonly cluster: Cluster;
  readonly connection: ConnectionSettings;
  readonly settings: ProducerSettings;
  readonly identities: ProducerIdentities;
  /** Absent outside of transactions. */
  readonly transaction?: { readonly id: string; join(batches: readonly ProducerBatch[]): Promise<void> };
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Logger;
}): KafkaProducer => {
  const { cluster, connection, settings, identities, transaction, now, random, log } = options;
  const closing = new AbortController();
  const backoff = () => createBackoff(connection.retryBackoffMs, connection.retryBackoffMaxMs, random);
  const { maxBlockMs, deliveryTimeoutMs } = settings;
  const { metadataMaxAgeMs: maxAgeMs, requestTimeoutMs } = connection;
  const directory = createTopicDirectory({ cluster, maxAgeMs, maxBlockMs, now, createBackoff: backoff });
  const transactionalId = transaction?.id;
  const round = createProduceRound({ cluster, settings, requestTimeoutMs, identities, transactionalId, now });
  const deliver = createDelivery({ directory, identities, round, deliveryTimeoutMs, createBackoff: backoff, now, log });
  const nextPartitioner = createPartitioner(random);

  const send = async (records: readonly ProducerRecord[]) => {
    const topics = [...new Set(records.map(({ topic }) => topic))];
    const known = await directory.lookUp(topics, closing.signal);
    const batches = toBatches(records, known, nextPartitioner(), settings);
    await transaction?.join(batches);
    const offsets = await deliver(batches, topics, closing.signal);
    const partitions: number[] = [];
    for (const { partition, indexes } of batches) for (const index of indexes) partitions[index] = partition;
    return records.map(({ topic }, index) => ({
      topic,
      partition: partitions[index] ?? 0,
      offset: offsets[index] ?? -1,
    }));
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    send: (records) => {
      const sending = last.then(() => send(records));
      last = sending.catch(() => {});
      return sending;
    },
    close: async () => {
      closing.abort();
      await last;
      cluster.close();
    },
  };
};
