import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { PartitionOffset } from '../../connect/offset.ts';
import { FencedError, type OffsetBackingStore } from '../../storage/offset-backing-store.ts';
import type { Lease } from '../../storage/status-backing-store.ts';
import type { Clock } from '../clock.ts';
import type { SourceTaskMeter } from '../task-meters.ts';
import type { AcknowledgedOffsets } from './acknowledged-offsets.ts';
import { withUpdates } from './updated-offsets.ts';

export interface OffsetFlusherOptions {
  readonly offsets: OffsetBackingStore;
  readonly lease: Lease;
  readonly acknowledged: AcknowledgedOffsets;
  readonly clock: Clock;
  readonly meter: SourceTaskMeter;
  readonly log: Logger;
  /** The task's `updateOffsets`: called before offsets are stored, or would be. */
  update(changes: readonly PartitionOffset[]): readonly PartitionOffset[];
  /** The task's `commit`: called after offsets were stored. */
  commit(): Promise<void>;
}

/** Stores acknowledged offsets, one write at a time; follows `SourceTaskOffsetCommitter`. */
export interface OffsetFlusher {
  /** Stores what is acknowledged. A passing failure keeps it for the next flush: `false`. @throws FencedError */
  flush(): Promise<boolean>;
  /** As {@link flush}, but a failure is thrown: nothing comes after it. */
  finish(): Promise<void>;
}

export const createOffsetFlusher = (options: OffsetFlusherOptions): OffsetFlusher => {
  const { acknowledged, offsets, lease, clock, meter, log } = options;
  const store = async (): Promise<void> => {
    const changes = acknowledged.take();
    const writes = withUpdates(changes, options.update);
    if (writes.length === 0) return;
    const begin = clock.now();
    try {
      await offsets.put(lease, writes);
      meter.committed(true, clock.now() - begin);
    } catch (error) {
      meter.committed(false, clock.now() - begin);
      acknowledged.restore(changes);
      throw error;
    }
    await options.commit();
  };
  let last: Promise<void> = Promise.resolve();
  const next = (): Promise<void> => {
    last = last.catch(() => undefined).then(store);
    return last;
  };
  return {
    finish: next,
    flush: async () => {
      try {
        await next();
        return true;
      } catch (error) {
        if (error instanceof FencedError) throw error;
        log.warn('offsets could not be stored; they are kept for the next flush', { cause: asError(error).message });
        return false;
      }
    },
  };
};
