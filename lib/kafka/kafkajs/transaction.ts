import { asError, ConnectError } from '../../connect/errors.ts';
import type { TopicPartition, TopicPartitionOffset } from '../../connect/offset.ts';
import { ProducerFencedError } from '../producer-fenced-error.ts';
import type { Attempt } from './attempts.ts';
import type { BrokerConnection } from './broker-connection.ts';
import type { Cluster } from './cluster.ts';
import { groupBy } from './group-by.ts';
import { errorType } from './kafka-error.ts';
import { createSequences, type ProducerIdentities } from './producer-identity.ts';

/** The transactions of one `transactional.id`, as its coordinator keeps them; follows `TransactionManager`. */
export interface Transaction {
  readonly identities: ProducerIdentities;
  /** Makes partitions part of the transaction, which must come before anything is sent to them. */
  join(partitions: readonly TopicPartition[]): Promise<void>;
  sendOffset(groupId: string, position: TopicPartitionOffset): Promise<void>;
  end(result: 'COMMIT' | 'ABORT'): Promise<void>;
}

export interface TransactionOptions {
  readonly cluster: Cluster;
  readonly transactionalId: string;
  readonly timeoutMs: number;
  readonly attempt: Attempt;
}

/** Fences off whoever had the id, and waits until their transaction is over. */
export const takeOverTransactions = async (options: TransactionOptions): Promise<Transaction> => {
  const { cluster, transactionalId, timeoutMs, attempt } = options;
  const onCoordinator = <T>(call: (broker: BrokerConnection) => Promise<T>): Promise<T> =>
    attempt(() => cluster.onTransactionCoordinator(transactionalId, call));

  const { producerId, producerEpoch } = await onCoordinator(({ requests }) =>
    requests.initProducerId({ transactionalId, transactionTimeout: timeoutMs }),
  );
  const self = { transactionalId, producerId, producerEpoch };
  const sequences = createSequences();
  let broken: ConnectError | undefined;
  let joined = new Set<string>();

  const breakBy = (cause: Error): ConnectError => {
    broken ??= transactionError(transactionalId, cause);
    return broken;
  };

  /** Once something went wrong, only a new producer knows where the transaction stands. */
  const orBreak = async <T>(action: () => Promise<T>): Promise<T> => {
    if (broken !== undefined) throw broken;
    try {
      return await action();
    } catch (error) {
      throw breakBy(asError(error));
    }
  };

  return {
    identities: {
      next: async (topic, partition) => {
        if (broken !== undefined) throw broken;
        return { producerId: BigInt(producerId), producerEpoch, baseSequence: sequences.next(topic, partition) };
      },
      advance: sequences.advance,
      reset: (cause) => void breakBy(cause),
    },
    join: (partitions) =>
      orBreak(async () => {
        const added = partitions.filter((one) => !joined.has(keyOf(one)));
        if (added.length === 0) return;
        const topics = [...groupBy(added, ({ topic }) => topic)].map(([topic, ofTopic]) => ({
          topic,
          partitions: [...new Set(ofTopic.map(({ partition }) => partition))],
        }));
        await onCoordinator(({ requests }) => requests.addPartitionsToTxn({ ...self, topics }));
        for (const one of added) joined.add(keyOf(one));
      }),
    sendOffset: (groupId, { topic, partition, offset }) =>
      orBreak(async () => {
        await onCoordinator(({ requests }) => requests.addOffsetsToTxn({ ...self, groupId }));
        const topics = [{ topic, partitions: [{ partition, offset: String(offset), metadata: null }] }];
        await attempt(() =>
          cluster.onCoordinator(groupId, ({ requests }) => requests.txnOffsetCommit({ ...self, groupId, topics })),
        );
      }),
    end: (result) =>
      orBreak(async () => {
        await onCoordinator(({ requests }) => requests.endTxn({ ...self, transactionResult: result === 'COMMIT' }));
        joined = new Set();
      }),
  };
};

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

/** What a coordinator or leader answers to a producer that was replaced, or whose transaction it has aborted. */
const fencings = new Set([
  'INVALID_PRODUCER_EPOCH',
  'PRODUCER_FENCED',
  'INVALID_PRODUCER_ID_MAPPING',
  'INVALID_TXN_STATE',
]);

const transactionError = (transactionalId: string, error: Error): ConnectError => {
  const type = errorType(asError(error.cause ?? error));
  if (type !== undefined && fencings.has(type)) return new ProducerFencedError(transactionalId, error);
  return new ConnectError(`The transaction of ${transactionalId} can't go on: ${error.message}`, { cause: error });
};
