import { asError, type ConnectError, DataError, RetriableError } from '../../connect/errors.ts';
import type { ProducerSettings } from '../client-config/producer-settings.ts';
import { encodeBatch, stampIdentity } from '../record-batch/encode-batch.ts';
import type { Cluster } from './cluster.ts';
import { groupBy } from './group-by.ts';
import { brokerError, connectError, errorType } from './kafka-error.ts';
import { type ProducedBatch, produceRequest } from './produce-request.ts';
import type { ProducerBatch } from './producer-batch.ts';
import type { ProducerIdentities } from './producer-identity.ts';
import type { KnownTopic } from './topic-directory.ts';

/** What became of a batch. */
export type Outcome =
  | { readonly kind: 'delivered'; readonly batch: ProducerBatch; readonly baseOffset: number }
  /** Not sent: the request was full. */
  | { readonly kind: 'postponed'; readonly batch: ProducerBatch }
  | { readonly kind: 'too large'; readonly batch: ProducerBatch }
  /** The broker lost track of this producer. */
  | { readonly kind: 'identity lost'; readonly batch: ProducerBatch; readonly error: ConnectError }
  /** May work later; possibly it did already. */
  | { readonly kind: 'failed'; readonly batch: ProducerBatch; readonly error: ConnectError }
  | { readonly kind: 'refused'; readonly batch: ProducerBatch; readonly error: ConnectError };

/** Sends one batch a partition, in one request to each leader; never throws. */
export type ProduceRound = (
  batches: readonly ProducerBatch[],
  topics: ReadonlyMap<string, KnownTopic>,
) => Promise<readonly Outcome[]>;

interface Encoded {
  readonly batch: ProducerBatch;
  readonly topic: string;
  readonly partition: number;
  readonly bytes: Buffer;
}

export const createProduceRound = (options: {
  readonly cluster: Cluster;
  readonly settings: ProducerSettings;
  readonly requestTimeoutMs: number;
  readonly identities: ProducerIdentities;
  readonly transactionalId?: string | undefined;
  readonly now: () => number;
}): ProduceRound => {
  const { cluster, settings, requestTimeoutMs, identities, transactionalId, now } = options;
  const encoding = { compression: settings.compression, transactional: transactionalId !== undefined };
  const cache = new WeakMap<ProducerBatch, Promise<Buffer>>();

  const encode = async (batch: ProducerBatch): Promise<Encoded> => {
    const encoded = cache.get(batch) ?? encodeBatch(batch.records, { ...encoding, now: now() });
    cache.set(batch, encoded);
    const bytes = await encoded;
    stampIdentity(bytes, await identities.next(batch.topic, batch.partition));
    return { batch, topic: batch.topic, partition: batch.partition, bytes };
  };

  const send = async (leader: number, batches: readonly ProducerBatch[]): Promise<readonly Outcome[]> => {
    try {
      const encoded = await Promise.all(batches.map(encode));
      const fitting = withinBytes(encoded, settings.maxRequestBytes);
      const request = produceRequest({
        acks: settings.acks,
        timeoutMs: requestTimeoutMs,
        transactionalId,
        batches: fitting,
      });
      const answers = await cluster.onNode(leader, (broker) => broker.send(request));
      return encoded.map(({ batch }, index) =>
        index < fitting.length ? outcomeOf(batch, answers) : { kind: 'postponed', batch },
      );
    } catch (error) {
      return batches.map((batch) => failure(batch, connectError(error)));
    }
  };

  return async (batches, topics) => {
    const byLeader = groupBy(batches, ({ topic, partition }) => topics.get(topic)?.leaders[partition] ?? -1);
    const outcomes = await Promise.all([...byLeader].map(([leader, ofLeader]) => send(leader, ofLeader)));
    return outcomes.flat();
  };
};

/** As many as fit into a request, but one at least. */
const withinBytes = (encoded: readonly Encoded[], maxBytes: number): readonly Encoded[] => {
  let bytes = 0;
  const end = encoded.findIndex((one, index) => {
    bytes += one.bytes.length;
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? encoded : encoded.slice(0, end);
};

const identityFaults = new Set([
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
  'UNKNOWN_PRODUCER_ID',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
]);

const outcomeOf = (batch: ProducerBatch, answers: readonly ProducedBatch[]): Outcome => {
  const answer = answers.find(({ topic, partition }) => topic === batch.topic && partition === batch.partition);
  if (answer === undefined) return failure(batch, new RetriableError('The broker did not answer for the partition.'));
  if (answer.errorCode === 0) return { kind: 'delivered', batch, baseOffset: answer.baseOffset };
  const error = brokerError(answer.errorCode);
  const type = errorType(error);
  if (type === 'DUPLICATE_SEQUENCE_NUMBER') return { kind: 'delivered', batch, baseOffset: -1 };
  if (type !== undefined && identityFaults.has(type))
    return { kind: 'identity lost', batch, error: connectError(error) };
  return failure(batch, connectError(error));
};

const failure = (batch: ProducerBatch, error: ConnectError): Outcome => {
  if (error instanceof RetriableError) return { kind: 'failed', batch, error };
  if (!(error instanceof DataError)) return { kind: 'refused', batch, error };
  return batch.records.length > 1
    ? { kind: 'too large', batch }
    : { kind: 'refused', batch, error: tooLarge(batch, error) };
};

const tooLarge = ({ topic, records }: ProducerBatch, cause: Error): DataError => {
  const bytes = (records[0]?.key?.length ?? 0) + (records[0]?.value?.length ?? 0);
  return new DataError(
    `The message for topic ${topic} is ${bytes} bytes large, more than the topic takes (max.message.bytes): ${asError(cause).message}`,
    { cause },
  );
};
