import type { ClientConfig, FetchedBatch, KafkaConsumer } from '../../kafka/port.ts';
import type { Clock } from '../../runtime/clock.ts';
import { createBatchDelivery } from './batch-delivery.ts';
import { createCommitQueue } from './commit-queue.ts';
import type { EventSourceMappingOptions } from './event-source-mapping.ts';
import { createPartitionWorker, type PartitionWorker } from './partition-worker.ts';

/** One consumer and the workers of its partitions, from connecting to leaving. */
export interface Poller {
  /** Resolves with the fault that ended the consumer, or with `null` when `signal` fires. */
  ended(signal: AbortSignal): Promise<Error | null>;
  /** Takes no more, waits for invocations, commits and leaves. */
  stop(graceMs: number): Promise<void>;
}

/** A crash of this process is noticed sooner than by Kafka's default, unless the configuration says otherwise. */
const clientDefaults: ClientConfig = { 'session.timeout.ms': '10000' };

/** @throws RetriableError when no broker can be reached. */
export const createPoller = async (
  options: Omit<EventSourceMappingOptions, 'onStateChange'> & {
    readonly clock: Clock;
    readonly random: () => number;
    onResult(failure: Error | null): void;
  },
): Promise<Poller> => {
  const { kafka, clientConfig, topic, groupId, settings, clock, random, log } = options;
  const stopping = new AbortController();
  const committing = new AbortController();
  const workers = new Map<number, PartitionWorker>();
  let crash: (error: Error) => void = () => {};
  const crashed = new Promise<Error>((resolve) => {
    crash = resolve;
  });

  const deliver = createBatchDelivery({
    ...options,
    invoke: (records) => options.invoke({ topic, partition: records[0]?.partition ?? 0, records }),
  });

  const commits = createCommitQueue({
    commit: (offsets) => consumer.commit(offsets),
    clock,
    random,
    signal: committing.signal,
    log,
  });

  const workerFor = (batch: FetchedBatch): PartitionWorker => {
    const known = workers.get(batch.partition);
    if (known?.isAssigned()) return known;
    const worker = createPartitionWorker({ first: batch, settings, deliver, commits, clock, signal: stopping.signal });
    workers.set(batch.partition, worker);
    return worker;
  };

  const consumer: KafkaConsumer = await kafka.consumer(
    { ...clientDefaults, ...clientConfig },
    {
      groupId,
      topic,
      startingPosition: settings.startingPosition,
      onBatch: (batch) => workerFor(batch).take(batch),
      onCrash: (error) => crash(error),
    },
  );

  return {
    ended: (signal) =>
      Promise.race([
        crashed,
        new Promise<null>((resolve) => {
          if (signal.aborted) resolve(null);
          signal.addEventListener('abort', () => resolve(null), { once: true });
        }),
      ]),
    stop: async (graceMs) => {
      stopping.abort();
      const grace = new AbortController();
      const settled = Promise.all([...workers.values()].map((worker) => worker.idle())).then(() => commits.flush());
      await Promise.race([settled, clock.sleep(graceMs, grace.signal)]);
      grace.abort();
      committing.abort();
      await consumer.close();
    },
  };
};
