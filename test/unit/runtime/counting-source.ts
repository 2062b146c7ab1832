import type { SourceTaskPlugin } from '../../../lib/config/define-task.ts';
import type { PartitionOffset } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';

export interface CountingSourceOptions {
  readonly total: number;
  readonly batch: number;
  /** Called before each poll. */
  onPoll?(next: number): void | Promise<void>;
  onStart?(): void | Promise<void>;
  onStop?(): void;
  onCommit?(): void;
  onCommitRecord?(value: string, offset: number | null): void;
  updateOffsets?(acknowledged: readonly PartitionOffset[]): readonly PartitionOffset[];
}

export const COUNTING_PARTITION = { name: 'counting' };

export const countingRecord = (index: number, topic = 'numbers'): SourceRecord => ({
  topic,
  kafkaPartition: null,
  keySchema: null,
  key: null,
  valueSchema: STRING_SCHEMA,
  value: String(index),
  timestamp: null,
  headers: [],
  sourcePartition: COUNTING_PARTITION,
  sourceOffset: { count: index + 1 },
});

/** Emits 0, 1, 2, … up to `total`, resuming from its offset; then it has nothing more. */
export const countingSource = (options: CountingSourceOptions): SourceTaskPlugin => ({
  kind: 'source',
  start: async (_raw, context) => {
    await options.onStart?.();
    const stored = await context.offsetStorageReader.offset(COUNTING_PARTITION);
    let next = Number(stored?.count ?? 0);
    return {
      poll: async () => {
        await options.onPoll?.(next);
        const end = Math.min(next + options.batch, options.total);
        const records = Array.from({ length: end - next }, (_, index) => countingRecord(next + index));
        next = end;
        return records.length === 0 ? null : records;
      },
      commit: async () => options.onCommit?.(),
      commitRecord: (record, position) => options.onCommitRecord?.(String(record.value), position?.offset ?? null),
      updateOffsets: (acknowledged) => options.updateOffsets?.(acknowledged) ?? [],
      stop: async () => options.onStop?.(),
    };
  },
});
