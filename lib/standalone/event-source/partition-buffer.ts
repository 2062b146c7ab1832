import { maxEventRecordSize } from '../../kafka/event-record-encoder.ts';
import type { ConsumerRecord } from '../../kafka/port.ts';

/** Records of one partition that wait for their invocation, in order. */
export interface PartitionBuffer {
  append(records: readonly ConsumerRecord[]): void;
  isEmpty(): boolean;
  /** Whether there is as much as one invocation can take. */
  isFull(): boolean;
  /** Takes what the next invocation can take: one record at least. */
  take(): readonly ConsumerRecord[];
  clear(): void;
}

export const createPartitionBuffer = (limits: {
  readonly batchSize: number;
  readonly maxBytes: number;
}): PartitionBuffer => {
  const { batchSize, maxBytes } = limits;
  let records: ConsumerRecord[] = [];
  let sizes: number[] = [];
  let bytes = 0;

  /** How many records from the front fit into one invocation. */
  const fitting = (): number => {
    let total = 0;
    const end = sizes.findIndex((size, index) => {
      total += size;
      return index === batchSize || (index > 0 && total > maxBytes);
    });
    return end < 0 ? sizes.length : end;
  };

  return {
    append: (added) => {
      for (const record of added) {
        const size = maxEventRecordSize(record);
        records.push(record);
        sizes.push(size);
        bytes += size;
      }
    },
    isEmpty: () => records.length === 0,
    isFull: () => records.length >= batchSize || bytes >= maxBytes,
    take: () => {
      const count = fitting();
      for (const size of sizes.splice(0, count)) bytes -= size;
      return records.splice(0, count);
    },
    clear: () => {
      records = [];
      sizes = [];
      bytes = 0;
    },
  };
};
