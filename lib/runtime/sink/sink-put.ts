import { asError, DataError, RetriableError } from '../../connect/errors.ts';
import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { SinkRecord } from '../../connect/record.ts';
import type { SinkTaskMeter } from '../task-meters.ts';
import type { SinkRuntime } from './sink-runtime.ts';
import { topicPartitionKey } from './sink-task-context.ts';
import type { SinkTaskInstance } from './sink-task-instance.ts';

const FIRST_BACKOFF_MS = 500;

/** What is put, and by when. */
export interface SinkPut {
  readonly instance: SinkTaskInstance;
  readonly meter: SinkTaskMeter;
  readonly records: readonly SinkRecord[];
  /** Whether the task is put nothing, to do what the clock asks for. */
  readonly isTick: boolean;
  /** Where the batch ends in each partition, records that are not put included. */
  readonly ends: readonly TopicPartitionOffset[];
  /** Until when a put that failed in passing is tried again, in milliseconds since the epoch. */
  readonly giveUpAt: number;
  /** After this no part of an unrolled batch is begun. */
  readonly deadline: number;
  /** Leaves out what the target of an exactly-once task holds already. */
  missing(records: readonly SinkRecord[]): Promise<readonly SinkRecord[]>;
}

/** Does again what failed in passing, for as long as there is time. */
const withRetries = async <T>(
  { clock, log }: SinkRuntime,
  { instance, giveUpAt }: SinkPut,
  mayRepeat: boolean,
  attempt: (isFirst: boolean) => Promise<T>,
): Promise<T> => {
  for (let backoff = FIRST_BACKOFF_MS; ; backoff *= 2) {
    try {
      return await attempt(backoff === FIRST_BACKOFF_MS);
    } catch (error) {
      const pause = instance.requests.takeTimeout() ?? backoff;
      if (!(error instanceof RetriableError) || !mayRepeat || clock.now() + pause > giveUpAt) throw error;
      log.warn('put failed and is tried again', { cause: error.message, pauseMs: pause });
      await clock.sleep(pause);
    }
  }
};

const flush = async (
  { task }: SinkTaskInstance,
  ends: readonly TopicPartitionOffset[],
): Promise<readonly TopicPartitionOffset[]> => {
  if (task.preCommit !== undefined) return task.preCommit(ends);
  await task.flush?.(ends);
  return ends;
};

const commit = async (
  { clock }: SinkRuntime,
  { instance, meter }: SinkPut,
  ends: readonly TopicPartitionOffset[],
): Promise<readonly TopicPartitionOffset[]> => {
  const begin = clock.now();
  try {
    const committed = await flush(instance, ends);
    meter.committed(true, clock.now() - begin);
    return committed;
  } catch (error) {
    meter.committed(false, clock.now() - begin);
    throw error;
  }
};

const putOnce = async (
  runtime: SinkRuntime,
  put: SinkPut,
  records: readonly SinkRecord[],
  ends: readonly TopicPartitionOffset[],
): Promise<readonly TopicPartitionOffset[]> => {
  const { instance, meter } = put;
  const begin = runtime.clock.now();
  try {
    // A tick: there is no partition that a batch could be of.
    if (records.length > 0 || put.isTick) await instance.task.put(records);
    meter.put(records.length, runtime.clock.now() - begin);
    return await commit(runtime, put, ends);
  } catch (error) {
    instance.stored.forget();
    instance.errors.forget(records);
    throw instance.secrets.hide(asError(error));
  }
};

const putWithRetries = (
  runtime: SinkRuntime,
  put: SinkPut,
  records: readonly SinkRecord[],
  ends: readonly TopicPartitionOffset[],
): Promise<readonly TopicPartitionOffset[]> =>
  withRetries(runtime, put, !put.instance.atMostOnce, async (isFirst) =>
    putOnce(runtime, put, isFirst ? records : await put.missing(records), ends),
  );

const endsOf = (records: readonly SinkRecord[]): readonly TopicPartitionOffset[] => {
  const ends = new Map<string, TopicPartitionOffset>();
  for (const { originalTopic: topic, originalKafkaPartition: partition, originalKafkaOffset } of records) {
    const end = { topic, partition, offset: originalKafkaOffset + 1 };
    ends.set(topicPartitionKey(end), end);
  }
  return [...ends.values()];
};

const halves = (records: readonly SinkRecord[]): ReadonlyArray<readonly SinkRecord[]> => {
  const middle = records.length >> 1;
  return [records.slice(0, middle), records.slice(middle)];
};

/**
 * Stores what can be stored of a batch that was refused as a whole, part by part and in order, and rejects the rest. Stops where
 * a part fails in passing for too long.
 *
 * @returns what was not done.
 */
const unroll = async (
  runtime: SinkRuntime,
  put: SinkPut,
  refused: { readonly records: readonly SinkRecord[]; readonly error: DataError },
): Promise<readonly SinkRecord[]> => {
  const { errors } = put.instance;
  /** What is still to be put, the next part last. */
  const parts: Array<readonly SinkRecord[]> = [];
  const onRefused = (records: readonly SinkRecord[], error: DataError): void => {
    const [first] = records;
    if (first !== undefined && records.length === 1) errors.rejected(first, error);
    else parts.push(...halves(records).toReversed());
  };
  onRefused(refused.records, refused.error);
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    try {
      if (runtime.clock.now() > put.deadline) return [part, ...parts.toReversed()].flat();
      const records = await put.missing(part);
      if (records.length > 0) await putWithRetries(runtime, put, records, endsOf(records));
    } catch (error) {
      if (error instanceof RetriableError) return [part, ...parts.toReversed()].flat();
      if (!(error instanceof DataError)) throw error;
      onRefused(part, error);
    }
  }
  return [];
};

/** The ends, but no further than to the first record of each partition that was not done. */
const endsBefore = (
  undone: readonly SinkRecord[],
  ends: readonly TopicPartitionOffset[],
): readonly TopicPartitionOffset[] =>
  undone.length === 0
    ? ends
    : ends.map((end) => {
        const first = undone.find(
          (one) => one.originalTopic === end.topic && one.originalKafkaPartition === end.partition,
        );
        return first === undefined ? end : { ...end, offset: first.originalKafkaOffset };
      });

/**
 * Puts a batch and makes it durable. A batch that is refused for a bad record is unrolled where errors are tolerated, see
 * `SinkTask`; under at-most-once nothing is put twice, so there all of its records are rejected.
 *
 * @returns how far the task lets the offsets be committed.
 * @throws RetriableError when the whole batch must come again; any other error fails the task.
 */
export const putBatch = async (runtime: SinkRuntime, put: SinkPut): Promise<readonly TopicPartitionOffset[]> => {
  const { instance, records, ends } = put;
  try {
    return await putWithRetries(runtime, put, records, ends);
  } catch (error) {
    if (!(error instanceof DataError) || !instance.tolerates || records.length === 0) throw error;
    runtime.log.warn('a batch was refused and is stored without its bad records', { cause: error.message });
    if (instance.atMostOnce) {
      for (const record of records) instance.errors.rejected(record, error);
      return ends;
    }
    const done = endsBefore(await unroll(runtime, put, { records, error }), ends);
    return withRetries(runtime, put, true, () => commit(runtime, put, done));
  }
};

/** Resolves when all reports are safe; tried again by itself, so that a dead letter never costs another put. */
export const settleReports = (runtime: SinkRuntime, put: SinkPut): Promise<void> =>
  withRetries(runtime, put, true, () => put.instance.errors.flush());
