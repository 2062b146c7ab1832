import { ConnectError, DataError, RetriableError } from '../../connect/errors.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { SinkTask, SinkTaskContext } from '../../connect/sink-task.ts';
import type { FileCutter } from './file-cutter.ts';
import { type NullValues, refusedNull, skippedNull } from './null-values.ts';
import type { ObjectStore } from './object-store.ts';
import { storeObjects } from './store-objects.ts';

export interface ObjectSinkOptions {
  readonly store: ObjectStore;
  readonly context: SinkTaskContext;
  readonly nullValues: NullValues;
  readonly retryBackoffMs: number;
  /** A cutter for the records of one topic partition. */
  createCutter(): FileCutter;
  now(): number;
}

interface Buffered {
  readonly cutter: FileCutter;
  lastOffset: number;
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

/** A sink of files: `put` sorts records into files in memory, `flush` stores them; nothing outlives a batch. */
export const createObjectSinkTask = (options: ObjectSinkOptions): SinkTask => {
  const { store, context, nullValues } = options;
  let partitions = new Map<string, Buffered>();

  /** A batch that comes again replaces what was put of it. */
  const cutterFor = ({ topic, kafkaPartition, kafkaOffset }: SinkRecord): FileCutter => {
    const key = `${topic}-${kafkaPartition}`;
    const known = partitions.get(key);
    if (known !== undefined && kafkaOffset > known.lastOffset) {
      known.lastOffset = kafkaOffset;
      return known.cutter;
    }
    const cutter = options.createCutter();
    partitions.set(key, { cutter, lastOffset: kafkaOffset });
    return cutter;
  };

  const report = (record: SinkRecord, error: Error): Promise<void> => {
    if (context.errantRecordReporter !== null) return context.errantRecordReporter.report(record, error);
    throw new ConnectError(`Record ${place(record)} cannot be written: ${error.message}`, { cause: error });
  };

  const skipNull = (record: SinkRecord): Promise<void> | undefined => {
    if (nullValues.behavior === 'fail') throw refusedNull();
    return nullValues.report ? context.errantRecordReporter?.report(record, skippedNull()) : undefined;
  };

  const write = (record: SinkRecord, nowMs: number): Promise<void> | undefined => {
    if (record.value === null && nullValues.behavior !== 'write') return skipNull(record);
    checkTopic(record);
    try {
      cutterFor(record).add(record, nowMs);
    } catch (error) {
      if (error instanceof DataError) return report(record, error);
      throw error;
    }
  };

  return {
    put: async (records) => {
      const nowMs = options.now();
      const reports: Promise<void>[] = [];
      for (const record of records) {
        const reported = write(record, nowMs);
        if (reported === undefined) continue;
        // A rejection must not go unhandled when a later record throws before they are awaited.
        reported.catch(() => {});
        reports.push(reported);
      }
      await Promise.all(reports);
    },
    flush: async () => {
      const files = Array.from(partitions.values(), ({ cutter }) => cutter.takeFiles()).flat();
      partitions = new Map();
      try {
        await storeObjects(
          store,
          files.flatMap((file) => file.objects()),
        );
      } catch (error) {
        if (error instanceof RetriableError) context.timeout(options.retryBackoffMs);
        throw error;
      }
    },
    stop: async () => store.close(),
  };
};
