import type { SinkRecord } from '../../connect/record.ts';
import type { SinkTask } from '../../connect/sink-task.ts';
import type { PartitionRecords } from './sink-runtime.ts';
import { topicPartitionKey } from './sink-task-context.ts';

/** What the target of an exactly-once task holds already. */
export interface StoredOffsets {
  /**
   * The next offset that the target lacks, by {@link topicPartitionKey}, of these partitions where it is known. Asks the task
   * only where the answer can have changed since it was last known.
   */
  floors(partitions: readonly PartitionRecords[]): Promise<ReadonlyMap<string, number>>;
  /** These have been delivered to their ends by this task. */
  delivered(partitions: readonly PartitionRecords[]): void;
  /** Something failed, so that the target may hold anything. */
  forget(): void;
}

const NO_FLOORS: ReadonlyMap<string, number> = new Map();

const endOf = ({ records }: PartitionRecords): number => (records.at(-1)?.offset ?? -1) + 1;
const startOf = ({ records }: PartitionRecords): number => records[0]?.offset ?? 0;

/** For a task that keeps no offsets with its data, or is not asked to. */
export const noStoredOffsets: StoredOffsets = { floors: async () => NO_FLOORS, delivered: () => {}, forget: () => {} };

/** See the contract of exactly-once tasks at `SinkTask`. */
export const createStoredOffsets = (committedOffsets: NonNullable<SinkTask['committedOffsets']>): StoredOffsets => {
  const floors = new Map<string, number>();
  /** Where the next batch of a partition begins unless somebody else has had one in between. */
  const expected = new Map<string, number>();

  const ask = async (partitions: readonly PartitionRecords[]): Promise<void> => {
    const stored = await committedOffsets(partitions.map(({ topic, partition }) => ({ topic, partition })));
    for (const one of partitions) floors.delete(topicPartitionKey(one));
    for (const one of stored) floors.set(topicPartitionKey(one), one.offset);
    for (const one of partitions) expected.set(topicPartitionKey(one), startOf(one));
  };

  return {
    floors: async (partitions) => {
      const unsure = partitions.filter(
        (one) => one.records.length > 0 && expected.get(topicPartitionKey(one)) !== startOf(one),
      );
      if (unsure.length > 0) await ask(unsure);
      return floors;
    },
    delivered: (partitions) => {
      for (const one of partitions) if (one.records.length > 0) expected.set(topicPartitionKey(one), endOf(one));
    },
    forget: () => expected.clear(),
  };
};

/** The records that the target does not hold yet. */
export const aboveFloors = (
  partitions: readonly PartitionRecords[],
  floors: ReadonlyMap<string, number>,
): readonly PartitionRecords[] =>
  partitions.map((one) => {
    const floor = floors.get(topicPartitionKey(one));
    if (floor === undefined || startOf(one) >= floor) return one;
    return { ...one, records: one.records.filter(({ offset }) => offset >= floor) };
  });

/** The same of records as the task takes them. */
export const withoutStored = (
  records: readonly SinkRecord[],
  floors: ReadonlyMap<string, number>,
): readonly SinkRecord[] =>
  floors.size === 0
    ? records
    : records.filter(({ originalTopic: topic, originalKafkaPartition: partition, originalKafkaOffset: offset }) => {
        return offset >= (floors.get(topicPartitionKey({ topic, partition })) ?? 0);
      });
