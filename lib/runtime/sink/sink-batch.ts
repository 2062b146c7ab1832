import { asError, RetriableError } from '../../connect/errors.ts';
import type { TopicPartitionOffset } from '../../connect/offset.ts';
import type { SinkRecord } from '../../connect/record.ts';
import { noMeters, type SinkTaskMeter } from '../task-meters.ts';
import { convertBatch } from './sink-convert.ts';
import { claim } from './sink-position.ts';
import { putBatch, settleReports } from './sink-put.ts';
import type { PartitionFailure, PartitionRecords, SinkDelivery, SinkRuntime } from './sink-runtime.ts';
import { aboveFloors, withoutStored } from './sink-stored-offsets.ts';
import { topicPartitionKey } from './sink-task-context.ts';
import type { SinkTaskInstance } from './sink-task-instance.ts';

/** Time kept at the end of a delivery for flushing and answering, in milliseconds. */
const RESERVE_MS = 2000;
/** A delivery does not hold its partitions for longer with tries of its own; then it is delivered again. */
const MAX_RETRY_MS = 60_000;

const openNew = async ({ task, opened }: SinkTaskInstance, partitions: readonly PartitionRecords[]): Promise<void> => {
  const fresh = partitions.filter((one) => !opened.has(topicPartitionKey(one)));
  if (fresh.length === 0) return;
  await task.open?.(fresh.map(({ topic, partition }) => ({ topic, partition })));
  for (const one of fresh) opened.add(topicPartitionKey(one));
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

const countOf = (partitions: readonly PartitionRecords[]): number =>
  partitions.reduce((sum, { records }) => sum + records.length, 0);

const endsOf = (partitions: readonly PartitionRecords[]): readonly TopicPartitionOffset[] =>
  partitions.flatMap(({ topic, partition, records }) => {
    const last = records.at(-1);
    return last === undefined ? [] : [{ topic, partition, offset: last.offset + 1 }];
  });

/** What a failing task leaves behind says why it failed: letters go out as in Kafka Connect, if they can. */
const reportAnyway = (runtime: SinkRuntime, { errors }: SinkTaskInstance): Promise<void> =>
  errors
    .flush()
    .catch((error) => runtime.log.warn('dead letters could not be sent', { cause: asError(error).message }));

const fromStart = ({ topic, partition, records }: PartitionRecords): PartitionFailure => ({
  topic,
  partition,
  offset: records[0]?.offset ?? 0,
});

/** What of a batch is for the task: not what an earlier delivery has claimed, or what its target holds already. */
const wanted = async (
  { storage, log }: SinkRuntime,
  { connector }: SinkDelivery,
  instance: SinkTaskInstance,
  accepted: readonly PartitionRecords[],
): Promise<readonly PartitionRecords[]> => {
  if (instance.atMostOnce) return Promise.all(accepted.map((one) => claim(storage.offsets, connector, one)));
  const missing = aboveFloors(accepted, await instance.stored.floors(accepted));
  const left = countOf(accepted) - countOf(missing);
  if (left > 0) log.warn(`${left} records are left out: the target of ${connector} holds them already`);
  return missing;
};

/** Converts, puts and settles what is wanted of a batch. @returns how far the offsets may be committed. */
const store = async (
  runtime: SinkRuntime,
  { deadline }: SinkDelivery,
  instance: SinkTaskInstance,
  batch: {
    readonly accepted: readonly PartitionRecords[];
    readonly wanted: readonly PartitionRecords[];
    readonly isTick: boolean;
    readonly meter: SinkTaskMeter;
  },
): Promise<readonly TopicPartitionOffset[]> => {
  const { errors, stored } = instance;
  errors.beginBatch(batch.wanted.flatMap(({ records }) => records));
  const put = {
    instance,
    meter: batch.meter,
    records: await convertBatch(instance, batch.wanted, deadline - RESERVE_MS),
    ends: endsOf(batch.accepted),
    isTick: batch.isTick,
    deadline: deadline - RESERVE_MS,
    giveUpAt: Math.min(deadline - RESERVE_MS, runtime.clock.now() + MAX_RETRY_MS),
    missing: async (records: readonly SinkRecord[]) => withoutStored(records, await stored.floors(batch.accepted)),
  };
  const committed = await putBatch(runtime, put);
  await settleReports(runtime, put);
  return committed;
};

/**
 * Hands one batch to a task and makes it durable; follows `WorkerSinkTask.iteration`, with the commit at every batch's end. No
 * partitions are a tick.
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
  const { requests, atMostOnce } = instance;
  const isTick = offered.length === 0;
  const paused = offered.filter(requests.isPaused).map(fromStart);
  const accepted = offered.filter((one) => !requests.isPaused(one));
  requests.beginBatch(accepted.map(({ topic, partition }) => ({ topic, partition })));
  await instance.trackTopics(accepted.map(({ topic }) => topic));
  const meter = (runtime.meters ?? noMeters).sink(delivery.connector, instance.number);
  let claimed = false;
  try {
    await openNew(instance, accepted);
    claimed = atMostOnce;
    const batch = { accepted, wanted: await wanted(runtime, delivery, instance, accepted), isTick, meter };
    meter.read(batch.wanted);
    const failures = failuresOf(instance, accepted, await store(runtime, delivery, instance, batch));
    if (failures.length === 0) instance.stored.delivered(accepted);
    meter.delivered(accepted, failures.length === 0);
    return [...(atMostOnce ? [] : failures), ...paused];
  } catch (error) {
    instance.stored.forget();
    meter.delivered(accepted, false);
    if (!(error instanceof RetriableError)) {
      await reportAnyway(runtime, instance);
      throw error;
    }
    const count = countOf(accepted);
    runtime.log.error(claimed ? `${count} records are lost (at most once)` : `${count} records come again`, {
      cause: error.message,
    });
    return claimed ? paused : offered.map(fromStart);
  }
};
