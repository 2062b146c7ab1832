import { asError } from '../../connect/errors.ts';
import type { OutgoingRecord } from './outgoing-record.ts';

/** Records on their way, in the order given; one batch at a time is delivered while the next ones are being polled. */
export interface SendQueue {
  /** Adds records; resolves when there is room for more. @throws the error that delivery failed with. */
  add(records: readonly OutgoingRecord[]): Promise<void>;
  /** Resolves when everything added is delivered. @throws the error that delivery failed with. */
  drain(): Promise<void>;
  /** Gives up what is not under way yet. */
  abandon(): void;
  /** True when nothing is waiting or under way. */
  isIdle(): boolean;
}

/** What a delivery may ask of its queue. */
export interface DeliveryContext {
  /** Fires when what is under way is given up. */
  readonly abandoned: AbortSignal;
  /** Whether records wait behind the batch. */
  hasMore(): boolean;
}

/** One record batch per partition must stay below the brokers' `message.max.bytes`, 1 MiB by default. */
const MAX_BATCH_BYTES = 500_000;
/** Measured: more records a request cost more, since what lives longer is moved by the collector. */
const MAX_BATCH_RECORDS = 1000;
/** A request's worth, for the same reason: measured with three, all records were moved, which cost 30 % more CPU and 60 MiB. */
const MAX_PENDING_RECORDS = MAX_BATCH_RECORDS;
/** So that large records do not fill the memory of a run; no fewer than some requests, or sending would wait for reading. */
const MAX_PENDING_BYTES = 8 * MAX_BATCH_BYTES;

const sizeOf = ({ out }: OutgoingRecord): number => (out?.key?.length ?? 0) + (out?.value?.length ?? 0);

const sizeOfAll = (records: readonly OutgoingRecord[]): number =>
  records.reduce((sum, record) => sum + sizeOf(record), 0);

/** How many of the records, from the first on, make a batch. */
const batchLength = (records: readonly OutgoingRecord[]): number => {
  let bytes = 0;
  let count = 0;
  for (const record of records) {
    bytes += sizeOf(record);
    if (count > 0 && (bytes > MAX_BATCH_BYTES || count >= MAX_BATCH_RECORDS)) break;
    count += 1;
  }
  return count;
};

export const createSendQueue = (
  deliver: (batch: readonly OutgoingRecord[], context: DeliveryContext) => Promise<void>,
): SendQueue => {
  let pending: readonly OutgoingRecord[] = [];
  let pendingBytes = 0;
  let delivering: Promise<void> | undefined;
  let failure: Error | undefined;
  let roomWaiters: Array<() => void> = [];
  const abandoned = new AbortController();
  const context: DeliveryContext = { abandoned: abandoned.signal, hasMore: () => pending.length > 0 };

  const nextBatch = (): readonly OutgoingRecord[] => {
    const count = batchLength(pending);
    const batch = pending.slice(0, count);
    pending = pending.slice(count);
    pendingBytes -= sizeOfAll(batch);
    return batch;
  };

  const isFull = (): boolean => pending.length > MAX_PENDING_RECORDS || pendingBytes > MAX_PENDING_BYTES;

  const wakeWaiters = (): void => {
    const waiters = roomWaiters;
    roomWaiters = [];
    for (const wake of waiters) wake();
  };

  const deliverAll = async (): Promise<void> => {
    try {
      while (pending.length > 0 && !abandoned.signal.aborted) {
        await deliver(nextBatch(), context);
        wakeWaiters();
      }
    } catch (error) {
      failure = asError(error);
    } finally {
      delivering = undefined;
      wakeWaiters();
    }
  };

  const throwFailure = (): void => {
    if (failure !== undefined) throw failure;
  };

  return {
    add: async (records) => {
      throwFailure();
      pending = pending.length === 0 ? records : [...pending, ...records];
      pendingBytes += sizeOfAll(records);
      delivering ??= deliverAll();
      while (isFull() && failure === undefined && !abandoned.signal.aborted)
        await new Promise<void>((resolve) => roomWaiters.push(resolve));
      throwFailure();
    },
    drain: async () => {
      await delivering;
      throwFailure();
    },
    abandon: () => {
      abandoned.abort();
      pending = [];
      pendingBytes = 0;
      wakeWaiters();
    },
    isIdle: () => pending.length === 0 && delivering === undefined,
  };
};
