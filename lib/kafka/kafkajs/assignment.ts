import type { TopicPartitionOffset } from '../../connect/offset.ts';

/** A partition while it is this member's. */
export interface AssignedPartition {
  readonly partition: number;
  /** The next offset to fetch. */
  position: number;
  /** Records of it are being handled, so that it is not fetched. */
  busy: boolean;
  /** Counts seeks, to tell what was fetched before one. */
  seeks: number;
}

/** The partitions that are this member's now; each has a new object when it comes back after it was another's. */
export interface Assignment {
  get(partition: number): AssignedPartition | undefined;
  all(): readonly AssignedPartition[];
  /**
   * Takes over what the group dealt out. What stays goes on where it is.
   *
   * @returns partitions that are new here and have no position yet; they are given by {@link add}.
   */
  update(partitions: readonly number[]): readonly number[];
  add(position: TopicPartitionOffset): void;
}

export const createAssignment = (): Assignment => {
  const assigned = new Map<number, AssignedPartition>();
  return {
    get: (partition) => assigned.get(partition),
    all: () => [...assigned.values()],
    update: (partitions) => {
      for (const partition of assigned.keys()) if (!partitions.includes(partition)) assigned.delete(partition);
      return partitions.filter((partition) => !assigned.has(partition));
    },
    add: ({ partition, offset }) => {
      assigned.set(partition, { partition, position: offset, busy: false, seeks: 0 });
    },
  };
};
