import type { SinkRecord } from '../../connect/record.ts';
import type { ErrantRecordReporter } from '../../connect/sink-task.ts';
import type { ConsumerRecord } from '../../kafka/port.ts';
import type { HideSecrets } from '../errors/hide-secrets.ts';
import { StageError } from '../errors/stage.ts';
import type { Tolerance } from '../errors/tolerance.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

/** Where the failed records of a sink task go. */
export interface SinkErrors {
  /** Names the records of the batch that begins, for reports to find originals in; forgets all of the one before. */
  beginBatch(records: readonly ConsumerRecord[]): void;
  /** A record could not be converted; returns when it may be skipped. @throws ConnectError when the task must fail. */
  handle(record: ConsumerRecord, error: StageError): void;
  /** A record could not be put; as {@link handle}. */
  rejected(record: SinkRecord, error: Error): void;
  readonly reporter: ErrantRecordReporter | null;
  /** A put failed: what it has reported of these records does not count, for they are put again. */
  forget(records: readonly SinkRecord[]): void;
  /** Resolves when every report so far is safe. */
  flush(): Promise<void>;
}

const describe = ({ topic, partition, offset, timestamp, timestampType }: ConsumerRecord): string => {
  const type = timestampType === 'LOG_APPEND_TIME' ? 'LogAppendTime' : 'CreateTime';
  const time = timestampType === 'NO_TIMESTAMP_TYPE' ? '' : `, timestamp=${timestamp}, timestampType=${type}`;
  return `consumed record is {topic='${topic}', partition=${partition}, offset=${offset}${time}}`;
};

/** As `WorkerErrantRecordReporter` names it, whichever the task. */
const SINK_TASK = 'org.apache.kafka.connect.sink.SinkTask';

const placeOf = ({ topic, partition, offset }: ConsumerRecord): string => `${topic}-${partition}@${offset}`;

const originalPlaceOf = (record: SinkRecord): string =>
  `${record.originalTopic}-${record.originalKafkaPartition}@${record.originalKafkaOffset}`;

export const createSinkErrors = (options: {
  readonly tolerance: Tolerance;
  readonly deadLetterQueue: DeadLetterQueue | undefined;
  /** Whether the task is offered a reporter: only where reports lead somewhere, as in Kafka Connect. */
  readonly offersReporter: boolean;
  /** Takes secrets out of errors before anybody is told of them. */
  readonly hide: HideSecrets;
}): SinkErrors => {
  const { tolerance, deadLetterQueue } = options;
  let batch: readonly ConsumerRecord[] = [];
  let originals: ReadonlyMap<string, ConsumerRecord> | undefined;
  /** Reports from puts, by place; they count once the put they came from has succeeded. */
  let reports = new Map<string, { readonly record: ConsumerRecord; readonly error: StageError }>();

  const original = (record: SinkRecord): ConsumerRecord => {
    originals ??= new Map(batch.map((one) => [placeOf(one), one]));
    const place = originalPlaceOf(record);
    const consumed = originals.get(place);
    if (consumed === undefined) throw new Error(`Record ${place} is not of the batch in hand`);
    return consumed;
  };

  const handle = (record: ConsumerRecord, error: StageError): void => {
    options.hide(error);
    deadLetterQueue?.add(record, error);
    tolerance.handle({ error, describe: () => describe(record) });
  };

  const rejected = (record: SinkRecord, cause: Error): void => {
    const error = new StageError('TASK_PUT', SINK_TASK, cause);
    const consumed = original(record);
    if (tolerance.tolerates) reports.set(placeOf(consumed), { record: consumed, error });
    else handle(consumed, error);
  };

  return {
    beginBatch: (records) => {
      batch = records;
      originals = undefined;
      reports = new Map();
      deadLetterQueue?.clear();
    },
    handle,
    rejected,
    reporter: options.offersReporter ? { report: async (record, error) => rejected(record, error) } : null,
    forget: (records) => {
      if (reports.size === 0) return;
      for (const record of records) reports.delete(originalPlaceOf(record));
    },
    flush: async () => {
      const settled = reports;
      reports = new Map();
      for (const { record, error } of settled.values()) handle(record, error);
      await deadLetterQueue?.flush();
    },
  };
};
