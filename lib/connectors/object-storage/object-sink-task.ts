import { ConnectError, DataError, RetriableError } from '../../connect/errors.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../connect/sink-task.ts';
import type { Files } from './files.ts';
import { type NullValues, refusedNull, skippedNull } from './null-values.ts';
import type { ObjectStore } from './object-store.ts';

export interface ObjectSinkOptions {
  readonly store: Pick<ObjectStore, 'close'>;
  readonly files: Files;
  readonly context: SinkTaskContext;
  readonly nullValues: NullValues;
  readonly retryBackoffMs: number;
  now(): number;
}

const place = ({ originalTopic, originalKafkaPartition, kafkaOffset }: SinkRecord): string =>
  `${originalTopic}-${originalKafkaPartition}@${kafkaOffset}`;

/** Records of two topics renamed to one would overwrite each other; the original has no writer for them either. */
const checkTopic = (record: SinkRecord): void => {
  const { topic, kafkaPartition, originalTopic, originalKafkaPartition } = record;
  if (topic !== originalTopic || kafkaPartition !== originalKafkaPartition)
    throw new ConnectError(
      `The topic-partition ${topic}-${kafkaPartition} of record ${place(record)} does not match the assigned one: transformations that change topics cannot be used with this sink`,
    );
};

/** A sink of files: `put` sorts records into files in memory, `flush` stores what came to them. */
export const createObjectSinkTask = (options: ObjectSinkOptions): SinkTask => {
  const { files, context, nullValues } = options;

  const tell = async (record: SinkRecord, error: Error): Promise<void> => {
    files.left(record, error.message);
    await context.errantRecordReporter?.report(record, error);
  };

  const report = (record: SinkRecord, error: Error): Promise<void> => {
    if (context.errantRecordReporter !== null) return tell(record, error);
    throw new ConnectError(`Record ${place(record)} cannot be written: ${error.message}`, { cause: error });
  };

  const skipNull = (record: SinkRecord): Promise<void> | undefined => {
    if (nullValues.behavior === 'fail') throw refusedNull();
    return nullValues.report ? tell(record, skippedNull()) : undefined;
  };

  const write = (record: SinkRecord, nowMs: number): Promise<void> | undefined => {
    checkTopic(record);
    const seen = files.seen(record);
    if (seen !== false) return typeof seen === 'string' ? tell(record, new DataError(seen)) : undefined;
    if (record.value === null && nullValues.behavior !== 'write') return skipNull(record);
    try {
      files.add(record, nowMs);
    } catch (error) {
      if (error instanceof DataError) return report(record, error);
      throw error;
    }
  };

  const retryLater = (error: unknown): never => {
    if (error instanceof RetriableError) context.timeout(options.retryBackoffMs);
    throw error;
  };

  const goOn = async (rest: readonly SinkRecord[]): Promise<void> => {
    await files.flush(true).catch(retryLater);
    await files.begin(rest).catch(retryLater);
  };

  return {
    put: async (records) => {
      const nowMs = options.now();
      await files.begin(records).catch(retryLater);
      const reports: Promise<void>[] = [];
      for (const [index, record] of records.entries()) {
        if (files.isFull()) await goOn(records.slice(index));
        const reported = write(record, nowMs);
        if (reported === undefined) continue;
        // A rejection must not go unhandled when a later record throws before they are awaited.
        reported.catch(() => {});
        reports.push(reported);
      }
      await Promise.all(reports);
    },
    flush: async () => files.flush().catch(retryLater),
    stop: async () => options.store.close(),
  };
};
