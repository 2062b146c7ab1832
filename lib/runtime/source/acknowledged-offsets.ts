import type { SourceOffset, SourcePartition } from '../../connect/offset.ts';
import type { SourceRecord } from '../../connect/record.ts';
import type { StoredOffset } from '../../storage/offset-backing-store.ts';
import { partitionKey } from '../../storage/partition-key.ts';

/**
 * How far each source partition has been delivered. Batches are acknowledged in the order in which they were polled, so
 * the last offset added for a partition ends its contiguous acknowledged prefix (compare `SubmittedRecords` of KAFKA-12226).
 */
export interface AcknowledgedOffsets {
  /** Takes the records of one acknowledged batch, dropped ones included: they are done, too. */
  add(records: Iterable<SourceRecord>): void;
  /** Hands out what was added since the last call. */
  take(): readonly StoredOffset[];
  /** Takes back what could not be stored, unless something newer was added since. */
  restore(changes: readonly StoredOffset[]): void;
}

interface Position {
  readonly partition: SourcePartition;
  readonly offset: SourceOffset;
}

export const createAcknowledgedOffsets = (): AcknowledgedOffsets => {
  let positions = new Map<string, Position>();
  // Connectors reuse one partition object for many records: its key is worked out once.
  const keys = new WeakMap<SourcePartition, string>();
  const keyOf = (partition: SourcePartition): string => {
    const known = keys.get(partition);
    if (known !== undefined) return known;
    const key = partitionKey(partition);
    keys.set(partition, key);
    return key;
  };
  const set = (record: SourceRecord): void => {
    positions.set(keyOf(record.sourcePartition), { partition: record.sourcePartition, offset: record.sourceOffset });
  };
  return {
    add: (records) => {
      let last: SourceRecord | undefined;
      for (const record of records) {
        if (last !== undefined && last.sourcePartition !== record.sourcePartition) set(last);
        last = record;
      }
      if (last !== undefined) set(last);
    },
    take: () => {
      const taken = [...positions.values()];
      positions = new Map();
      return taken;
    },
    restore: (changes) => {
      for (const { partition, offset } of changes) {
        const key = keyOf(partition);
        if (!positions.has(key)) positions.set(key, { partition, offset });
      }
    },
  };
};
