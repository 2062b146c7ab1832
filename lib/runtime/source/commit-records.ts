import type { SourceTask } from '../../connect/source-task.ts';
import type { ProducerRecord } from '../../kafka/port.ts';
import type { OutgoingRecord, Positions } from './outgoing-record.ts';

/** Tells a task that wants to know where its records are; a dead letter is not its record. */
export const commitRecords = (
  { commitRecord }: Pick<SourceTask, 'commitRecord'>,
  { batch, positions }: { readonly batch: readonly OutgoingRecord[]; readonly positions: Positions },
  isLetter: (out: ProducerRecord) => boolean,
): void => {
  if (commitRecord === undefined) return;
  batch.forEach(({ record, out }, index) => {
    const isLost = out === null || isLetter(out);
    commitRecord(record, isLost ? null : (positions[index] ?? null));
  });
};
