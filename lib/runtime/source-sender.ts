import { asError, ConnectError, RetriableError } from '../connect/errors.ts';
import type { TopicPartitionOffset } from '../connect/offset.ts';
import type { SourceRecord } from '../connect/record.ts';
import type { KafkaProducer, ProducerRecord } from '../kafka/port.ts';
import type { Clock } from './clock.ts';

/** A polled record with what goes to Kafka for it; `null` when it was dropped on the way. */
export interface OutgoingRecord {
  readonly record: SourceRecord;
  readonly out: ProducerRecord | null;
}

export interface SourceSenderOptions {
  readonly producer: KafkaProducer;
  readonly clock: Clock;
  /** How long a batch is tried again before the sender fails, in milliseconds. */
  readonly deliveryTimeoutMs: number;
  /** False under at-most-once: whatever went wrong, no record is sent a second time. */
  readonly mayRepeat: boolean;
  /** Comes before each batch is sent: creates topics, or stores offsets first under at-most-once. */
  beforeSend(batch: readonly OutgoingRecord[]): Promise<void>;
  /** A record that Kafka will never take. @returns what goes there instead, if anything. @throws when it may not be skipped. */
  onRejected(rejected: OutgoingRecord, error: Error): ProducerRecord | null;
  /** A batch is in Kafka, in the order added; `null` for a record that was dropped. */
  onAcknowledged(batch: readonly OutgoingRecord[], positions: ReadonlyArray<TopicPartitionOffset | null>): void;
}

/** Sends records in the order given, one batch at a time, while the next ones are being polled. */
export interface SourceSender {
  /** Adds records; resolves when there is room for more. @throws the error that the sender failed with. */
  add(records: readonly OutgoingRecord[]): Promise<void>;
  /** Resolves when everything added is acknowledged. @throws the error that the sender failed with. */
  drain(): Promise<void>;
  /** Gives up what is not under way yet. */
  abandon(): void;
  /** True when nothing is waiting or under way. */
  isIdle(): boolean;
}

/** One record batch per partition must stay below the brokers' `message.max.bytes`, 1 MiB by default. */
const MAX_BATCH_BYTES = 900_000;
/** Measured: kafkajs is fastest with 500 to 2,000 records a request. */
const MAX_BATCH_RECORDS = 2000;
const MAX_PENDING_RECORDS = 3 * MAX_BATCH_RECORDS;
const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5000;

const sizeOf = ({ out }: OutgoingRecord): number => (out?.key?.length ?? 0) + (out?.value?.length ?? 0);

export const createSourceSender = (options: SourceSenderOptions): SourceSender => {
  const { producer, clock } = options;
  let pending: readonly OutgoingRecord[] = [];
  let sending: Promise<void> | undefined;
  let failure: Error | undefined;
  let roomWaiters: Array<() => void> = [];
  const abandoned = new AbortController();

  const nextBatch = (): readonly OutgoingRecord[] => {
    let bytes = 0;
    let count = 0;
    for (const record of pending) {
      bytes += sizeOf(record);
      if (count > 0 && (bytes > MAX_BATCH_BYTES || count >= MAX_BATCH_RECORDS)) break;
      count += 1;
    }
    const batch = pending.slice(0, count);
    pending = pending.slice(count);
    return batch;
  };

  const sendOnce = async (batch: readonly OutgoingRecord[]): Promise<ReadonlyArray<TopicPartitionOffset | null>> => {
    const outgoing = batch.flatMap(({ out }) => (out === null ? [] : [out]));
    const positions = outgoing.length === 0 ? [] : await producer.send(outgoing);
    if (outgoing.length === batch.length) return positions;
    let next = 0;
    return batch.map(({ out }) => (out === null ? null : (positions[next++] ?? null)));
  };

  const sendWithRetries = async (
    batch: readonly OutgoingRecord[],
  ): Promise<ReadonlyArray<TopicPartitionOffset | null>> => {
    const giveUpAt = clock.now() + options.deliveryTimeoutMs;
    for (let backoff = FIRST_BACKOFF_MS; ; backoff = Math.min(2 * backoff, MAX_BACKOFF_MS)) {
      try {
        return await sendOnce(batch);
      } catch (error) {
        if (!(error instanceof RetriableError)) throw error;
        if (!options.mayRepeat || clock.now() + backoff > giveUpAt || abandoned.signal.aborted)
          throw new ConnectError(`Failed to send ${batch.length} records to Kafka: ${error.message}`, { cause: error });
        await clock.sleep(backoff, abandoned.signal);
      }
    }
  };

  /** Finds the records that Kafka refuses by halving, so that the others still go. */
  const deliver = async (batch: readonly OutgoingRecord[]): Promise<void> => {
    try {
      options.onAcknowledged(batch, await sendWithRetries(batch));
    } catch (error) {
      const cause = asError(error);
      const [first] = batch;
      if (cause.cause instanceof RetriableError || first === undefined || !options.mayRepeat) throw cause;
      if (batch.length === 1) {
        const out = options.onRejected(first, cause);
        const instead = [{ record: first.record, out }];
        if (out === null) return options.onAcknowledged(instead, [null]);
        await options.beforeSend(instead);
        return deliver(instead);
      }
      const middle = batch.length >> 1;
      await deliver(batch.slice(0, middle));
      await deliver(batch.slice(middle));
    }
  };

  const wakeWaiters = (): void => {
    const waiters = roomWaiters;
    roomWaiters = [];
    for (const wake of waiters) wake();
  };

  const sendAll = async (): Promise<void> => {
    try {
      while (pending.length > 0 && !abandoned.signal.aborted) {
        const batch = nextBatch();
        await options.beforeSend(batch);
        await deliver(batch);
        wakeWaiters();
      }
    } catch (error) {
      failure = asError(error);
    } finally {
      sending = undefined;
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
      sending ??= sendAll();
      while (pending.length > MAX_PENDING_RECORDS && failure === undefined && !abandoned.signal.aborted)
        await new Promise<void>((resolve) => roomWaiters.push(resolve));
      throwFailure();
    },
    drain: async () => {
      await sending;
      throwFailure();
    },
    abandon: () => {
      abandoned.abort();
      pending = [];
      wakeWaiters();
    },
    isIdle: () => pending.length === 0 && sending === undefined,
  };
};
