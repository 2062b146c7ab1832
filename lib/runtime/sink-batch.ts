import { asError, RetriableError } from '../connect/errors.ts';
import type { TopicPartitionOffset } from '../connect/offset.ts';
import type { SinkRecord } from '../connect/record.ts';
import { claim } from './sink-position.ts';
import type { PartitionFailure, PartitionRecords, SinkDelivery, SinkRuntime } from './sink-runtime.ts';
import { topicPartitionKey } from './sink-task-context.ts';
import type { SinkTaskInstance } from './sink-task-instance.ts';
import { StageError } from './stage.ts';
import { forEachWhenReady } from './when-ready.ts';

/** Time kept at the end of a delivery for flushing and answering, in milliseconds. */
const RESERVE_MS = 2000;
/** A delivery does not hold its partitions for longer with tries of its own; then it is delivered again. */
const MAX_RETRY_MS = 60_000;
const FIRST_BACKOFF_MS = 500;

const convert = async (
  instance: SinkTaskInstance,
  partitions: readonly PartitionRecords[],
): Promise<readonly SinkRecord[]> => {
  const converted: SinkRecord[] = [];
  for (const { records } of partitions) {
    await forEachWhenReady(records, (record) => {
      try {
        const result = instance.chain(record);
        if (result !== null) converted.push(result);
      } catch (error) {
        if (!(error instanceof StageError)) throw error;
        instance.errors.handle(record, error);
      }
    });
  }
  return converted;
};

const openNew = async ({ task, opened }: SinkTaskInstance, partitions: readonly PartitionRecords[]): Promise<void> => {
  const fresh = partitions.filter((one) => !opened.has(topicPartitionKey(one)));
  if (fresh.length === 0) return;
  await task.open?.(fresh.map(({ topic, partition }) => ({ topic, partition })));
  for (const one of fresh) opened.add(topicPartitionKey(one));
};

/** Puts and flushes; returns how far the task lets the offsets be committed. */
const putAndFlush = async (
  instance: SinkTaskInstance,
  records: readonly SinkRecord[],
  ends: readonly TopicPartitionOffset[],
): Promise<readonly TopicPartitionOffset[]> => {
  const { task, errors } = instance;
  if (records.length > 0) await task.put(records);
  await errors.flush();
  if (task.preCommit !== undefined) return task.preCommit(ends);
  await task.flush?.(ends);
  await errors.flush();
  return ends;
};

const withRetries = async (
  { clock, log }: SinkRuntime,
  { deadline }: SinkDelivery,
  instance: SinkTaskInstance,
  attempt: () => Promise<readonly TopicPartitionOffset[]>,
): Promise<readonly TopicPartitionOffset[]> => {
  const giveUpAt = Math.min(deadline - RESERVE_MS, clock.now() + MAX_RETRY_MS);
  for (let backoff = FIRST_BACKOFF_MS; ; backoff *= 2) {
    try {
      return await attempt();
    } catch (error) {
      const pause = instance.requests.takeTimeout() ?? backoff;
      if (!(error instanceof RetriableError) || clock.now() + pause > giveUpAt) throw error;
      log.warn('put failed and is tried again', { cause: error.message, pauseMs: pause });
      await clock.sleep(pause);
    }
  }
};

/** What must come again: everything from where the task let its offsets be committed, or rewound to. */
const failuresOf = (
  instance: SinkTaskInstance,
  partitions: readonly PartitionRecords[],
  committed: readonly TopicPartitionOffset[],
): readonly PartitionFailure[] => {
  const rewinds = instance.requests.takeRewinds();
  const ends = new Map(committed.map((one) => [topicPartitionKey(one), one.offset]));
  return partitions.flatMap((one) => {
    const { topic, partition, records } = one;
    const key = topicPartitionKey(one);
    const first = records[0]?.offset ?? 0;
    const next = Math.min(ends.get(key) ?? first, rewinds.get(key) ?? Number.POSITIVE_INFINITY);
    const failed = records.find(({ offset }) => offset >= next);
    return failed === undefined ? [] : [{ topic, partition, offset: failed.offset }];
  });
};

const fromStart = ({ topic, partition, records }: PartitionRecords): PartitionFailure => ({
  topic,
  partition,
  offset: records[0]?.offset ?? 0,
});

/**
 * Hands one batch to a task and makes it durable; follows `WorkerSinkTask.iteration`, with the commit at every batch's end.
 *
 * @returns the partitions that must be delivered again, each from its offset on; none when all is done.
 * @throws the task's failure when it must not go on.
 */
export const deliverBatch = async (
  runtime: SinkRuntime,
  delivery: SinkDelivery,
  instance: SinkTaskInstance,
  offered: readonly PartitionRecords[],
): Promise<readonly PartitionFailure[]> => {
  const { errors, requests } = instance;
  const paused = offered.filter(requests.isPaused);
  const accepted = offered.filter((one) => !requests.isPaused(one));
  const partitions = instance.atMostOnce
    ? await Promise.all(accepted.map((one) => claim(runtime.storage.offsets, delivery.connector, one)))
    : accepted;
  errors.beginBatch(partitions.flatMap(({ records }) => records));
  requests.beginBatch(partitions.map(({ topic, partition }) => ({ topic, partition })));
  await instance.trackTopics(partitions.map(({ topic }) => topic));
  const ends = partitions.flatMap(({ topic, partition, records }) => {
    const last = records.at(-1);
    return last === undefined ? [] : [{ topic, partition, offset: last.offset + 1 }];
  });
  try {
    await openNew(instance, partitions);
    const records = await convert(instance, partitions);
    const attempt = () => putAndFlush(instance, records, ends);
    const committed = instance.atMostOnce ? await attempt() : await withRetries(runtime, delivery, instance, attempt);
    const failures = failuresOf(instance, partitions, committed);
    return [...(instance.atMostOnce ? [] : failures), ...paused.map(fromStart)];
  } catch (error) {
    if (!(error instanceof RetriableError)) throw error;
    const count = partitions.reduce((sum, { records }) => sum + records.length, 0);
    runtime.log.error(
      instance.atMostOnce ? `${count} records are lost (at most once)` : `${count} records come again`,
      {
        cause: asError(error).message,
      },
    );
    return instance.atMostOnce ? paused.map(fromStart) : offered.map(fromStart);
  }
};
