import { NO_IDENTITY, type ProducerIdentity } from '../record-batch/encode-batch.ts';
import type { Cluster } from './cluster.ts';

/**
 * Who the producer is to the brokers, and how far it has counted in each partition; follows `TransactionManager`. A batch
 * keeps its number until it is known to be in the log, so that a broker recognises it when it comes twice.
 */
export interface ProducerIdentities {
  /** For the next batch of a partition. */
  next(topic: string, partition: number): Promise<ProducerIdentity>;
  /** The batch of that partition is in the log. */
  advance(topic: string, partition: number, records: number): void;
  /** Becomes someone new: after a fault that leaves unknown what the brokers have. */
  reset(cause: Error): void;
}

/** Counts the records of each partition. */
export const createSequences = () => {
  const sequences = new Map<string, number>();
  const key = (topic: string, partition: number): string => `${topic}-${partition}`;
  return {
    next: (topic: string, partition: number): number => sequences.get(key(topic, partition)) ?? 0,
    advance: (topic: string, partition: number, records: number): void => {
      // Sequence numbers go round after 2^31 - 1.
      sequences.set(key(topic, partition), ((sequences.get(key(topic, partition)) ?? 0) + records) % 2 ** 31);
    },
    clear: (): void => sequences.clear(),
  };
};

export const createProducerIdentities = (cluster: Cluster): ProducerIdentities => {
  let current: Promise<{ readonly producerId: bigint; readonly producerEpoch: number }> | undefined;
  const sequences = createSequences();

  const initialise = async () => {
    const { producerId, producerEpoch } = await cluster.onAny((broker) =>
      broker.requests.initProducerId({ transactionalId: undefined, transactionTimeout: 0 }),
    );
    return { producerId: BigInt(producerId), producerEpoch };
  };

  const reset = (): void => {
    current = undefined;
    sequences.clear();
  };

  const identity = () => {
    const asked = current ?? initialise();
    current = asked;
    asked.catch(() => {
      if (current === asked) current = undefined;
    });
    return asked;
  };

  return {
    reset,
    next: async (topic, partition) => {
      const asked = await identity();
      return { ...asked, baseSequence: sequences.next(topic, partition) };
    },
    advance: sequences.advance,
  };
};

/** For `enable.idempotence=false`. */
export const anonymous: ProducerIdentities = {
  next: async () => NO_IDENTITY,
  advance: () => {},
  reset: () => {},
};
