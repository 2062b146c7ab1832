import { asError, ConnectError, RetriableError } from '../../connect/errors.ts';
import type { KafkaProducer, ProducerRecord } from '../../kafka/port.ts';
import type { Clock } from '../clock.ts';
import { type OutgoingRecord, type Positions, sendOutgoing } from './outgoing-record.ts';
import { createSendQueue, type SendQueue } from './send-queue.ts';

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
  onAcknowledged(batch: readonly OutgoingRecord[], positions: Positions): void;
}

const FIRST_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5000;

/** Sends one batch after the other, and whatever fails before what comes behind it. */
export const createSourceSender = (options: SourceSenderOptions): SendQueue => {
  const { producer, clock } = options;

  const sendWithRetries = async (batch: readonly OutgoingRecord[], abandoned: AbortSignal): Promise<Positions> => {
    const giveUpAt = clock.now() + options.deliveryTimeoutMs;
    for (let backoff = FIRST_BACKOFF_MS; ; backoff = Math.min(2 * backoff, MAX_BACKOFF_MS)) {
      try {
        return await sendOutgoing(batch, producer.send);
      } catch (error) {
        if (!(error instanceof RetriableError)) throw error;
        if (!options.mayRepeat || clock.now() + backoff > giveUpAt || abandoned.aborted)
          throw new ConnectError(`Failed to send ${batch.length} records to Kafka: ${error.message}`, { cause: error });
        await clock.sleep(backoff, abandoned);
      }
    }
  };

  /** Finds the records that Kafka refuses by halving, so that the others still go. */
  const deliver = async (batch: readonly OutgoingRecord[], abandoned: AbortSignal): Promise<void> => {
    try {
      options.onAcknowledged(batch, await sendWithRetries(batch, abandoned));
    } catch (error) {
      const cause = asError(error);
      const [first] = batch;
      if (cause.cause instanceof RetriableError || first === undefined || !options.mayRepeat) throw cause;
      if (batch.length === 1) {
        const out = options.onRejected(first, cause);
        const instead = [{ record: first.record, out }];
        if (out === null) return options.onAcknowledged(instead, [null]);
        await options.beforeSend(instead);
        return deliver(instead, abandoned);
      }
      const middle = batch.length >> 1;
      await deliver(batch.slice(0, middle), abandoned);
      await deliver(batch.slice(middle), abandoned);
    }
  };

  return createSendQueue(async (batch, { abandoned }) => {
    await options.beforeSend(batch);
    await deliver(batch, abandoned);
  });
};
