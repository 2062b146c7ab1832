import type { SourceOffset, SourcePartition } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { placed, type UnplacedRecord } from '../change-records.ts';

/** Records on their way out of a run. */
export interface Output {
  push(record: UnplacedRecord, offset: SourceOffset): void;
  readonly size: number;
  take(): readonly SourceRecord[];
}

export const createOutput = (partition: SourcePartition): Output => {
  let ready: SourceRecord[] = [];
  return {
    push: (record, offset) => {
      ready.push(placed(record, partition, offset));
    },
    get size() {
      return ready.length;
    },
    take: () => {
      const taken = ready;
      ready = [];
      return taken;
    },
  };
};
