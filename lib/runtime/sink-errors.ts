import type { SinkRecord } from '../connect/record.ts';
import type { ErrantRecordReporter } from '../connect/sink-task.ts';
import type { ConsumerRecord } from '../kafka/port.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';
import { StageError } from './stage.ts';
import type { Tolerance } from './tolerance.ts';

/** Where the failed records of a sink task go. */
export interface SinkErrors {
  /** Names the records of the batch that begins, for the reporter to find originals in. */
  beginBatch(records: readonly ConsumerRecord[]): void;
  /** Reports a record; returns when it may be skipped. @throws ConnectError when the task must fail. */
  handle(record: ConsumerRecord, error: StageError): void;
  readonly reporter: ErrantRecordReporter | null;
  /** Resolves when every report so far is safe. */
  flush(): Promise<void>;
}

const describe = (record: ConsumerRecord): string =>
  `consumed record is {topic='${record.topic}', partition=${record.partition}, offset=${record.offset}, timestamp=${record.timestamp}, timestampType=${record.timestampType === 'LOG_APPEND_TIME' ? 'LogAppendTime' : 'CreateTime'}}`;

export const createSinkErrors = (options: {
  readonly tolerance: Tolerance;
  readonly deadLetterQueue: DeadLetterQueue | undefined;
  /** Java class of the task, for reports from its `put`. */
  readonly taskClass: string;
  /** Whether the task is offered a reporter: only where reports lead somewhere, as in Kafka Connect. */
  readonly offersReporter: boolean;
}): SinkErrors => {
  const { tolerance, deadLetterQueue } = options;
  let batch: readonly ConsumerRecord[] = [];
  const original = (record: SinkRecord): ConsumerRecord | undefined =>
    batch.find(
      (one) =>
        one.offset === record.originalKafkaOffset &&
        one.partition === record.originalKafkaPartition &&
        one.topic === record.originalTopic,
    );
  const handle = (record: ConsumerRecord, error: StageError): void => {
    deadLetterQueue?.add(record, error);
    tolerance.handle({ error, describe: () => describe(record) });
  };
  const reporter: ErrantRecordReporter = {
    report: async (record, error) => {
      const consumed = original(record);
      if (consumed === undefined)
        throw new Error(
          `Record ${record.originalTopic}-${record.originalKafkaPartition}@${record.originalKafkaOffset} is not of the batch in hand`,
        );
      handle(consumed, new StageError('TASK_PUT', options.taskClass, error));
    },
  };
  return {
    beginBatch: (records) => {
      batch = records;
    },
    handle,
    reporter: options.offersReporter ? reporter : null,
    flush: async () => deadLetterQueue?.flush(),
  };
};
