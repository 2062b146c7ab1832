import type { SinkRecord } from '../connect/record.ts';
import type { ConsumerRecord } from '../kafka/port.ts';
import type { PartitionRecords } from './sink-runtime.ts';
import type { SinkTaskInstance } from './sink-task-instance.ts';
import { StageError } from './stage.ts';

/** Converts one record; `null` when it was dropped or may be skipped. */
const convertFailed = async (
  instance: SinkTaskInstance,
  record: ConsumerRecord,
  failed: unknown,
  giveUpAt: number,
): Promise<SinkRecord | null> => {
  try {
    if (!(failed instanceof StageError)) throw failed;
    return await instance.retries.retry(failed, () => instance.chain(record), { giveUpAt });
  } catch (error) {
    if (!(error instanceof StageError)) throw error;
    instance.errors.handle(record, error);
    return null;
  }
};

/** Converts a batch in order, without waiting for anything unless a record fails in passing. */
export const convertBatch = async (
  instance: SinkTaskInstance,
  partitions: readonly PartitionRecords[],
  giveUpAt: number,
): Promise<readonly SinkRecord[]> => {
  const converted: SinkRecord[] = [];
  for (const { records } of partitions) {
    for (const record of records) {
      let result: SinkRecord | null;
      try {
        result = instance.chain(record);
      } catch (error) {
        result = await convertFailed(instance, record, error, giveUpAt);
      }
      if (result !== null) converted.push(result);
    }
  }
  return converted;
};
