import type { SinkRecord } from '../../connect/record.ts';
import type { FileCutter } from './file-cutter.ts';
import type { Files } from './files.ts';
import type { GrowingFile } from './growing-file.ts';
import type { ObjectStore } from './object-store.ts';
import { settleAll } from './settle-all.ts';
import { wholeObjects } from './whole-objects.ts';

interface Buffered {
  readonly cutter: FileCutter;
  lastOffset: number;
}

const growingOf = (cutter: FileCutter): readonly GrowingFile[] => {
  cutter.cut();
  return cutter.files().finished.flatMap(({ growing }) => growing ?? []);
};

/** Files that end with their batch: nothing has to be remembered, but they are small where batches are. */
export const createBatchFiles = (store: ObjectStore, createCutter: () => FileCutter): Files => {
  let partitions = new Map<string, Buffered>();

  /** A batch that comes again replaces what was put of it. */
  const cutterFor = ({ topic, kafkaPartition, kafkaOffset }: SinkRecord): FileCutter => {
    const key = `${topic}-${kafkaPartition}`;
    const known = partitions.get(key);
    if (known !== undefined && kafkaOffset > known.lastOffset) {
      known.lastOffset = kafkaOffset;
      return known.cutter;
    }
    const cutter = createCutter();
    partitions.set(key, { cutter, lastOffset: kafkaOffset });
    return cutter;
  };

  return {
    begin: async () => {},
    seen: () => false,
    add: (record, nowMs) => cutterFor(record).add(record, nowMs),
    left: () => {},
    isFull: () => false,
    flush: async () => {
      const files = Array.from(partitions.values(), ({ cutter }) => growingOf(cutter)).flat();
      partitions = new Map();
      await settleAll(files.flatMap((file) => wholeObjects(store, file)));
    },
  };
};
