import { asError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { ConnectionSettings, ConsumerSettings } from '../client-config/client-config.ts';
import type { ConsumerOptions, KafkaConsumer } from '../port.ts';
import { createAssignment } from './assignment.ts';
import { createBackoff } from './backoff.ts';
import type { Cluster } from './cluster.ts';
import { createCommits } from './commits.ts';
import { runSession } from './consumer-session.ts';
import { createFetcher } from './fetcher.ts';
import { runGroup } from './group-loop.ts';
import { createHandOver } from './hand-over.ts';
import { createGroupMember } from './membership.ts';
import type { OffsetReset } from './start-positions.ts';
import { createTopicWatch } from './topic-watch.ts';
import { createWakeUp } from './wake-up.ts';

const resets = { earliest: 'EARLIEST', latest: 'LATEST', TRIM_HORIZON: 'EARLIEST', LATEST: 'LATEST' } as const;

/**
 * A consumer of our own on kafkajs's connections: partitions are fetched and handled independently of one another, and
 * heartbeats go on whatever handlers do.
 */
export const createConsumer = (deps: {
  readonly cluster: Cluster;
  readonly connection: ConnectionSettings;
  readonly settings: ConsumerSettings;
  readonly options: ConsumerOptions;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Logger;
}): KafkaConsumer => {
  const { cluster, connection, settings, options, now, random, log } = deps;
  const { groupId, topic } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const startingPosition: OffsetReset = resets[options.startingPosition];
  const reset: OffsetReset = resets[settings['auto.offset.reset'] ?? options.startingPosition];
  const createRetryBackoff = () => createBackoff(connection.retryBackoffMs, connection.retryBackoffMaxMs, random);
  const assignment = createAssignment();
  const wakeUp = createWakeUp();
  const watch = createTopicWatch(cluster, topic, connection.metadataMaxAgeMs, log);
  const member = createGroupMember({ cluster, groupId, topic, settings });

  const { onBatch, onCrash } = options;
  const context = { cluster, topic, settings, watch, assignment, wakeUp, reset, startingPosition, signal, log };
  const handOver = createHandOver({ ...context, onBatch, createBackoff: createRetryBackoff });
  const fetch = createFetcher({
    ...context,
    deliver: (assigned, records) => {
      handOver(assigned, records).catch((error: unknown) => onCrash(asError(error)));
    },
  });

  const running = runGroup(
    {
      join: async () => {
        await watch.refresh();
        return member.join(watch.current().leaders.length);
      },
      forget: member.forget,
      session: (current) => runSession({ ...context, fetch, createBackoff: createRetryBackoff }, current, signal),
      backoff: createRetryBackoff(),
      log,
    },
    signal,
  ).catch((error: unknown) => {
    assignment.update([]);
    cluster.close();
    onCrash(asError(error));
  });

  return {
    commit: createCommits({
      ...context,
      membership: member.current,
      timeoutMs: connection.requestTimeoutMs,
      now,
      createBackoff: createRetryBackoff,
    }),
    seek: ({ partition, offset }) => {
      const assigned = assignment.get(partition);
      if (assigned === undefined) return;
      assigned.position = offset;
      assigned.seeks++;
      wakeUp.notify();
    },
    close: async () => {
      closing.abort();
      assignment.update([]);
      await member.leave();
      cluster.close();
      await running;
    },
  };
};
