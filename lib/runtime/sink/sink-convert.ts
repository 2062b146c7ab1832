import { NotReadyError } from '../../connect/not-ready.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { ConsumerRecord } from '../../kafka/port.ts';
import { StageError } from '../errors/stage.ts';
import type { PartitionRecords } from './sink-runtime.ts';
import type { SinkTaskInstance } from './sink-task-instance.ts';

type Convertible = Pick<SinkTaskInstance, 'chain' | 'errors' | 'retries'>;

interface Converting {
  readonly instance: Convertible;
  readonly giveUpAt: number;
}

/** Converts one record again that was not converted at once; `null` when it was dropped or may be skipped. */
const convertFailed = async (
  { instance, giveUpAt }: Converting,
  record: ConsumerRecord,
  failed: unknown,
): Promise<SinkRecord | null> => {
  try {
    if (failed instanceof NotReadyError) {
      await failed.prepare();
      return instance.chain(record);
    }
    if (!(failed instanceof StageError)) throw failed;
    return await instance.retries.retry(failed, () => instance.chain(record), { giveUpAt });
  } catch (error) {
    // A key may be ready, and its value not; what was waited for may fail.
    if (error instanceof NotReadyError || (error instanceof StageError && failed instanceof NotReadyError))
      return convertFailed({ instance, giveUpAt }, record, error);
    if (!(error instanceof StageError)) throw error;
    instance.errors.handle(record, error);
    return null;
  }
};

/**
 * Converts a batch in order, without waiting for anything unless a record fails in passing or a converter is not ready.
 *
 * @throws RetriableError when what a converter needs can't be had now.
 */
export const convertBatch = async (
  instance: Convertible,
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
        result = await convertFailed({ instance, giveUpAt }, record, error);
      }
      if (result !== null) converted.push(result);
    }
  }
  return converted;
};
