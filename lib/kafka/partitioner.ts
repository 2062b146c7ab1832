import { murmur2 } from './murmur2.ts';

/** Chooses partitions for the records of one send. */
export type Partitioner = (topic: string, key: Uint8Array | null, partitions: TopicPartitions) => number;

export interface TopicPartitions {
  readonly count: number;
  /** Those that have a leader now. */
  readonly available: readonly number[];
}

/**
 * Kafka's default partitioner: by hash where there is a key, so that a key stays in its partition whoever sends it; else
 * one partition for all records of a send, the next one for the next. Follows `BuiltInPartitioner`.
 *
 * @returns a function to call at the beginning of each send.
 */
export const createPartitioner = (random: () => number): (() => Partitioner) => {
  let turn = Math.floor(random() * 1_024);
  return () => {
    const sticky = turn++;
    return (_topic, key, { count, available }) => {
      if (key !== null) return (murmur2(key) & 0x7fffffff) % count;
      return available[sticky % available.length] ?? sticky % count;
    };
  };
};
