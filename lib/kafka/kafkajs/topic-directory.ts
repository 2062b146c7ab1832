import { ConnectError, RetriableError } from '../../connect/errors.ts';
import type { TopicPartitions } from '../partitioner.ts';
import type { Backoff } from './backoff.ts';
import type { Cluster } from './cluster.ts';
import { brokerError, connectError } from './kafka-error.ts';
import type { TopicMetadata } from './metadata-request.ts';

/** What a producer must know of a topic. */
export interface KnownTopic extends TopicPartitions {
  /** The leader of each partition, by its number; -1 for none now. */
  readonly leaders: readonly number[];
}

/** Topics, asked for when first needed and again when what is known is old or proved wrong. */
export interface TopicDirectory {
  /**
   * Waits for topics to appear.
   *
   * @throws RetriableError when one does not within `max.block.ms`; ConnectError when it never will.
   */
  lookUp(names: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, KnownTopic>>;
  /** Asks again before the next answer. */
  expire(): void;
}

export const createTopicDirectory = (options: {
  readonly cluster: Cluster;
  readonly maxAgeMs: number;
  readonly maxBlockMs: number;
  readonly now: () => number;
  readonly createBackoff: () => Backoff;
}): TopicDirectory => {
  const { cluster, maxAgeMs, maxBlockMs, now } = options;
  const known = new Map<string, KnownTopic & { readonly until: number }>();

  const isKnown = (name: string): boolean => (known.get(name)?.until ?? 0) > now();

  const ask = async (names: readonly string[]): Promise<void> => {
    const { topics } = await cluster.metadata(names, true);
    for (const topic of topics) {
      if (topic.errorCode !== 0) throw topicError(topic);
      known.set(topic.topic, { ...knownTopic(topic), until: now() + maxAgeMs });
    }
  };

  return {
    expire: () => known.clear(),
    lookUp: async (names, signal) => {
      const deadline = now() + maxBlockMs;
      const backoff = options.createBackoff();
      for (;;) {
        const unknown = names.filter((name) => !isKnown(name));
        try {
          if (unknown.length > 0) await ask(unknown);
          return known;
        } catch (error) {
          if (!(error instanceof RetriableError) || now() >= deadline || signal.aborted) throw error;
          await backoff.pause(signal);
        }
      }
    },
  };
};

const knownTopic = ({ leaders }: TopicMetadata): KnownTopic => ({
  count: leaders.length,
  leaders,
  available: leaders.flatMap((leader, partition) => (leader < 0 ? [] : [partition])),
});

const topicError = ({ topic, errorCode }: TopicMetadata): ConnectError => {
  const error = connectError(brokerError(errorCode));
  const message = `Topic ${topic}: ${error.message}`;
  return error instanceof RetriableError
    ? new RetriableError(message, { cause: error })
    : new ConnectError(message, { cause: error });
};
