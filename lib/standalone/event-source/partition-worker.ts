import type { FetchedBatch } from '../../kafka/port.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { BatchDelivery } from './batch-delivery.ts';
import type { CommitQueue } from './commit-queue.ts';
import { createPartitionBuffer } from './partition-buffer.ts';
import { type EventSourceSettings, MAX_PAYLOAD_BYTES } from './settings.ts';

/** Gathers and delivers the records of one partition for as long as it is this member's. */
export interface PartitionWorker {
  /** Takes fetched records; resolves when there is room for more. */
  take(batch: FetchedBatch): Promise<void>;
  isAssigned(): boolean;
  /** Resolves when no invocation is under way any more. */
  idle(): Promise<void>;
}

export const createPartitionWorker = (options: {
  /** The first batch after the partition became this member's. */
  readonly first: FetchedBatch;
  readonly settings: EventSourceSettings;
  readonly deliver: BatchDelivery;
  readonly commits: CommitQueue;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}): PartitionWorker => {
  const { first, settings, deliver, commits, clock, signal } = options;
  const { topic, partition, isAssigned } = first;
  const { batchSize, batchingWindowMs: windowMs } = settings;
  const buffer = createPartitionBuffer({ batchSize, maxBytes: MAX_PAYLOAD_BYTES - EVENT_OVERHEAD_BYTES });
  const isWanted = (): boolean => isAssigned() && !signal.aborted;
  let onRoom: () => void = () => {};
  let filled = new AbortController();
  let running: Promise<void> | undefined;

  const onDone = (offset: number): void => commits.add({ topic, partition, offset }, isAssigned);

  /** Waits until an invocation's worth is there, or the oldest record has waited long enough. */
  const gather = async (): Promise<void> => {
    if (buffer.isFull() || windowMs === 0) return;
    filled = new AbortController();
    const stop = (): void => filled.abort();
    signal.addEventListener('abort', stop);
    await clock.sleep(windowMs, filled.signal);
    signal.removeEventListener('abort', stop);
  };

  const run = async (): Promise<void> => {
    while (!buffer.isEmpty() && isWanted()) {
      await gather();
      if (!isWanted()) break;
      const records = buffer.take();
      onRoom();
      await deliver(records, onDone, isWanted, signal);
    }
    if (!isWanted()) buffer.clear();
    running = undefined;
    onRoom();
  };

  return {
    isAssigned,
    take: async ({ records }) => {
      if (!isWanted()) return;
      buffer.append(records);
      if (buffer.isFull()) filled.abort();
      running ??= run();
      while (buffer.isFull() && isWanted() && running !== undefined)
        await new Promise<void>((resolve) => {
          onRoom = resolve;
        });
    },
    idle: async () => {
      await running;
    },
  };
};

/** Names, addresses and punctuation of an event around its records. */
const EVENT_OVERHEAD_BYTES = 4_096;
