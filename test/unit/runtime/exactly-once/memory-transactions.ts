import type { TopicPartitionOffset } from '../../../../lib/connect/offset.ts';
import type { ClientConfig, ProducerRecord, TransactionalProducer } from '../../../../lib/kafka/port.ts';
import { ProducerFencedError } from '../../../../lib/kafka/producer-fenced-error.ts';

interface OpenTransaction {
  readonly records: ProducerRecord[];
  readonly marks: Map<string, TopicPartitionOffset>;
}

/** Kafka's transactions in memory: what is open is seen by nobody, and a newer producer of an id ends the older one's. */
export const createMemoryTransactions = (append: (record: ProducerRecord) => TopicPartitionOffset) => {
  const epochs = new Map<string, number>();
  const open = new Map<string, OpenTransaction>();
  const groups = new Map<string, TopicPartitionOffset>();
  let aborted = 0;

  const transactionalProducer = async (config: ClientConfig): Promise<TransactionalProducer> => {
    const id = config['transactional.id'] ?? '';
    const epoch = (epochs.get(id) ?? 0) + 1;
    epochs.set(id, epoch);
    const abort = (): void => {
      if (open.delete(id)) aborted += 1;
    };
    abort();
    const transaction = (): OpenTransaction => {
      if (epochs.get(id) !== epoch) throw new ProducerFencedError(id, new Error('INVALID_PRODUCER_EPOCH'));
      const one = open.get(id) ?? { records: [], marks: new Map() };
      open.set(id, one);
      return one;
    };
    return {
      send: async (records) => {
        transaction().records.push(...records);
        return records.map(({ topic }, offset) => ({ topic, partition: 0, offset }));
      },
      sendOffset: async (groupId, position) => {
        transaction().marks.set(groupId, position);
      },
      commit: async () => {
        const { records, marks } = transaction();
        for (const record of records) append(record);
        for (const [group, position] of marks) groups.set(group, position);
        open.delete(id);
      },
      abort: async () => {
        transaction();
        abort();
      },
      close: async () => {},
    };
  };

  return {
    transactionalProducer,
    groups,
    /** Transactions that were aborted so far. */
    aborted: () => aborted,
    groupOffsets: async (group: string): Promise<readonly TopicPartitionOffset[]> => {
      const position = groups.get(group);
      return position === undefined ? [] : [position];
    },
    alterGroupOffsets: async (group: string, positions: readonly TopicPartitionOffset[]): Promise<void> => {
      for (const position of positions) groups.set(group, position);
    },
  };
};
