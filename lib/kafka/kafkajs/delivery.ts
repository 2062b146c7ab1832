import { asError, type ConnectError, RetriableError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { Backoff } from './backoff.ts';
import type { Outcome, ProduceRound } from './produce-round.ts';
import { halves, type ProducerBatch } from './producer-batch.ts';
import type { ProducerIdentities } from './producer-identity.ts';
import type { KnownTopic, TopicDirectory } from './topic-directory.ts';

export interface DeliveryOptions {
  readonly directory: TopicDirectory;
  readonly identities: ProducerIdentities;
  readonly round: ProduceRound;
  readonly deliveryTimeoutMs: number;
  readonly createBackoff: () => Backoff;
  readonly now: () => number;
  readonly log: Logger;
}

/**
 * Brings the batches of one send into the log, at most one a partition under way, so that whatever fails is tried again
 * before anything behind it.
 *
 * @returns the offset of each record, in the order sent; -1 where the broker knows that it has it, but not where.
 * @throws RetriableError when `delivery.timeout.ms` is over or `signal` fires; ConnectError when a broker refuses for good.
 */
export type Deliver = (
  batches: readonly ProducerBatch[],
  topics: readonly string[],
  signal: AbortSignal,
) => Promise<readonly number[]>;

export const createDelivery =
  ({ directory, identities, round, deliveryTimeoutMs, createBackoff, now, log }: DeliveryOptions): Deliver =>
  async (batches, topics, signal) => {
    const queues = toQueues(batches);
    const offsets: number[] = [];
    const deadline = now() + deliveryTimeoutMs;
    const backoff = createBackoff();

    const settle = ({ batch, baseOffset }: Extract<Outcome, { kind: 'delivered' }>): void => {
      batch.indexes.forEach((index, position) => {
        offsets[index] = baseOffset < 0 ? -1 : baseOffset + position;
      });
      identities.advance(batch.topic, batch.partition, batch.records.length);
      queues.get(queueKey(batch))?.shift();
    };

    const apply = (outcome: Outcome): void => {
      if (outcome.kind === 'delivered') settle(outcome);
      if (outcome.kind === 'too large') queues.get(queueKey(outcome.batch))?.splice(0, 1, ...halves(outcome.batch));
    };

    const heads = (): readonly ProducerBatch[] =>
      [...queues.values()].flatMap(([head]) => (head === undefined ? [] : [head]));

    try {
      let known: ReadonlyMap<string, KnownTopic> = await directory.lookUp(topics, signal);
      for (let next = heads(); next.length > 0; next = heads()) {
        const outcomes = await round(next, known);
        outcomes.forEach(apply);
        throwRefusal(outcomes);
        const lost = outcomes.find((outcome) => outcome.kind === 'identity lost');
        if (lost !== undefined) identities.reset(lost.error);
        const failure = lost ?? outcomes.find((outcome) => outcome.kind === 'failed');
        if (failure === undefined) continue;
        if (signal.aborted || now() >= deadline) throw gaveUp(failure.batch, failure.error, deliveryTimeoutMs);
        log.warn('Sending to Kafka failed, trying again', { error: failure.error.message });
        await backoff.pause(signal);
        directory.expire();
        known = await directory.lookUp(topics, signal);
      }
      return offsets;
    } catch (error) {
      // Nobody knows what became of the batches that were under way; their numbers must not be used for others.
      identities.reset(asError(error));
      throw error;
    }
  };

const queueKey = ({ topic, partition }: ProducerBatch): string => `${topic}-${partition}`;

const toQueues = (batches: readonly ProducerBatch[]): ReadonlyMap<string, ProducerBatch[]> => {
  const queues = new Map<string, ProducerBatch[]>();
  for (const batch of batches) {
    const queue = queues.get(queueKey(batch));
    if (queue === undefined) queues.set(queueKey(batch), [batch]);
    else queue.push(batch);
  }
  return queues;
};

const throwRefusal = (outcomes: readonly Outcome[]): void => {
  for (const outcome of outcomes) if (outcome.kind === 'refused') throw outcome.error;
};

const gaveUp = (batch: ProducerBatch, cause: ConnectError, deliveryTimeoutMs: number): RetriableError =>
  new RetriableError(
    `${batch.records.length} record(s) for ${batch.topic}-${batch.partition} could not be delivered within ` +
      `${deliveryTimeoutMs} ms (delivery.timeout.ms): ${asError(cause).message}`,
    { cause },
  );
