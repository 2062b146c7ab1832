import { RetriableError } from '../../../../lib/connect/errors.ts';
import type { TopicPartitionOffset } from '../../../../lib/connect/offset.ts';
import type { ConsumerOptions, Kafka } from '../../../../lib/kafka/port.ts';
import { records } from './records.ts';

const unused = async (): Promise<never> => {
  throw new Error('not part of this test');
};

/** A topic in memory whose one consumer is handed batches by the test. */
export const createMemoryTopic = () => {
  let options: ConsumerOptions | undefined;
  let assignment = {};
  let unreachable = 0;
  const commits: (readonly TopicPartitionOffset[])[] = [];
  const kafka: Kafka = {
    transactionalProducer: unused,
    producer: unused,
    admin: unused,
    consumer: async (_config, given) => {
      if (unreachable-- > 0) throw new RetriableError('connect ECONNREFUSED');
      options = given;
      return {
        commit: async (offsets) => {
          commits.push(offsets);
        },
        seek: () => {},
        close: async () => {
          options = undefined;
        },
      };
    },
  };
  return {
    kafka,
    commits,
    /** The newest offset committed of each partition. */
    committed: () => Object.fromEntries(commits.flat().map(({ partition, offset }) => [partition, offset])),
    isConsumed: () => options !== undefined,
    refuse: (times: number) => {
      unreachable = times;
    },
    /** Fetches records for the mapping; resolves when it has taken them. */
    fetch: async (from: number, count: number, partition = 0) => {
      const current = assignment;
      const isAssigned = () => current === assignment;
      await options?.onBatch({ topic: 't', partition, records: records(from, count, partition), isAssigned });
    },
    /** All partitions are another's for a moment. */
    rebalance: () => {
      assignment = {};
    },
    crash: (error: Error) => options?.onCrash(error),
  };
};
