import type { OffsetStorageReader, SourcePartition } from '../../../connect/offset.ts';
import { type Position, parsePosition } from './position.ts';
import type { SourceFile } from './source-file.ts';

/** A source partition as it is now. */
export interface PartitionState {
  readonly partition: SourcePartition;
  position: Position | null;
}

/** The source partitions seen so far: one a folder, or one a topic partition in a folder. */
export interface SourcePartitions {
  /** The states of these files of a folder; reads offsets that are not known yet. */
  of(folder: string, files: readonly SourceFile[]): Promise<ReadonlyMap<SourceFile, PartitionState>>;
}

export const createSourcePartitions = (bucket: string, reader: OffsetStorageReader): SourcePartitions => {
  const known = new Map<string, PartitionState>();
  const nameOf = (folder: string, { topic, kafkaPartition }: SourceFile): string =>
    kafkaPartition === null ? folder : JSON.stringify([folder, topic, kafkaPartition]);
  const partitionOf = (folder: string, { topic, kafkaPartition }: SourceFile): SourcePartition =>
    kafkaPartition === null ? { bucket, folder } : { bucket, folder, topic, partition: kafkaPartition };

  return {
    of: async (folder, files) => {
      const unknown = new Map<string, SourcePartition>();
      for (const file of files)
        if (!known.has(nameOf(folder, file))) unknown.set(nameOf(folder, file), partitionOf(folder, file));
      const partitions = [...unknown.values()];
      const offsets = partitions.length === 0 ? [] : await reader.offsets(partitions);
      [...unknown].forEach(([name, partition], index) => {
        const offset = offsets[index] ?? null;
        known.set(name, { partition, position: offset && parsePosition(offset) });
      });
      return new Map(
        files.flatMap((file) => {
          const state = known.get(nameOf(folder, file));
          return state === undefined ? [] : [[file, state] as const];
        }),
      );
    },
  };
};
