import type { SourceOffset, SourcePartition } from '../../connect/offset.ts';
import type { SourceRecord } from '../../connect/record.ts';
import { placed, type UnplacedRecord } from './change-records.ts';

/**
 * Records on their way out of a run. The last one waits until it is known whether its transaction goes on: if not, its offset
 * is that of the transaction's end, and the server may forget the transaction as soon as the offset is stored.
 */
export interface Output {
  push(record: UnplacedRecord, offset: SourceOffset): void;
  /** The waiting record is the last before this place. */
  settle(offset: SourceOffset): void;
  /** The waiting record's own offset is as good as any. */
  release(): void;
  readonly size: number;
  /** Whether nothing waits, ready or not. */
  readonly isEmpty: boolean;
  take(): readonly SourceRecord[];
  /** Where to go on after all records that were taken; `null` before the first. */
  readonly lastOffset: SourceOffset | null;
}

export const createOutput = (partition: SourcePartition): Output => {
  let ready: SourceRecord[] = [];
  let waiting: SourceRecord | undefined;
  let lastOffset: SourceOffset | null = null;
  const release = (): void => {
    if (waiting !== undefined) ready.push(waiting);
    waiting = undefined;
  };
  return {
    push: (record, offset) => {
      release();
      waiting = placed(record, partition, offset);
    },
    settle: (offset) => {
      if (waiting !== undefined) ready.push({ ...waiting, sourceOffset: offset });
      waiting = undefined;
    },
    release,
    get size() {
      return ready.length;
    },
    get isEmpty() {
      return ready.length === 0 && waiting === undefined;
    },
    take: () => {
      const taken = ready;
      ready = [];
      lastOffset = taken.at(-1)?.sourceOffset ?? lastOffset;
      return taken;
    },
    get lastOffset() {
      return lastOffset;
    },
  };
};
