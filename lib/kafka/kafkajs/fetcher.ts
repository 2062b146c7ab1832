import type { Logger } from '../../connect/logger.ts';
import type { ConsumerSettings } from '../client-config/client-config.ts';
import { type DecodedRecords, decodeBatches } from '../record-batch/decode-batches.ts';
import type { AssignedPartition, Assignment } from './assignment.ts';
import type { Cluster } from './cluster.ts';
import { type FetchedPartition, fetchRequest } from './fetch-request.ts';
import { brokerError, connectError, errorType } from './kafka-error.ts';
import { listOffsets } from './list-offsets.ts';
import type { OffsetReset } from './start-positions.ts';
import type { TopicWatch } from './topic-watch.ts';
import type { WakeUp } from './wake-up.ts';

export interface FetcherOptions {
  readonly cluster: Cluster;
  readonly topic: string;
  readonly settings: ConsumerSettings;
  readonly watch: TopicWatch;
  readonly assignment: Assignment;
  /** Rings when a partition is no longer busy. */
  readonly wakeUp: WakeUp;
  /** Where to go on when an offset is gone. */
  readonly reset: OffsetReset;
  /** Takes records over; the partition is busy until the taker marks it otherwise. */
  deliver(partition: AssignedPartition, slices: DecodedRecords['slices']): void;
  readonly log: Logger;
}

/** Fetches once what one broker leads; sleeps when all of it is busy. @throws ConnectError */
export type Fetcher = (leader: number, signal: AbortSignal) => Promise<void>;

/** How long a fetch may wait when it leaves out partitions that are busy and may be ready any moment. */
const SHORT_WAIT_MS = 20;

export const createFetcher = (options: FetcherOptions): Fetcher => {
  const { cluster, topic, settings, watch, assignment, wakeUp, log } = options;
  const readCommitted = settings['isolation.level'] === 'read_committed';

  const decode = (answer: FetchedPartition, fromOffset: number): Promise<DecodedRecords> =>
    decodeBatches({
      topic,
      partition: answer.partition,
      bytes: answer.bytes,
      fromOffset,
      aborted: readCommitted ? answer.aborted : null,
      checkCrcs: settings['check.crcs'],
    });

  const recover = async (error: Error, assigned: AssignedPartition): Promise<void> => {
    if (errorType(error) !== 'OFFSET_OUT_OF_RANGE') throw connectError(error);
    const { partition, position } = assigned;
    const [start] = await listOffsets(cluster, watch.current(), options.reset, [partition]);
    if (start !== undefined) assigned.position = start.offset;
    log.warn('The offset to consume is gone', { topic, partition, offset: position, resetTo: start?.offset });
  };

  const take = async (answer: FetchedPartition, assigned: AssignedPartition, isStale: () => boolean): Promise<void> => {
    if (isStale()) return;
    if (answer.errorCode !== 0) return recover(brokerError(answer.errorCode), assigned);
    if (answer.bytes.length === 0) return;
    const { slices, nextOffset } = await decode(answer, assigned.position);
    if (isStale()) return;
    assigned.position = nextOffset;
    options.deliver(assigned, slices);
  };

  return async (leader, signal) => {
    const own = assignment.all().filter(({ partition }) => watch.current().leaders[partition] === leader);
    const asked = own.filter(({ busy }) => !busy).map((assigned) => ({ assigned, ...assigned }));
    if (asked.length === 0) return wakeUp.wait(signal);
    const maxWaitMs = settings['fetch.max.wait.ms'];
    const request = fetchRequest({
      topic,
      partitions: asked.map(({ partition, position }) => ({ partition, offset: position })),
      maxWaitMs: asked.length < own.length ? Math.min(SHORT_WAIT_MS, maxWaitMs) : maxWaitMs,
      minBytes: settings['fetch.min.bytes'],
      maxBytes: settings['fetch.max.bytes'],
      maxPartitionBytes: settings['max.partition.fetch.bytes'],
      readCommitted,
    });
    const answers = await cluster.onNode(leader, (broker) => broker.send(request));
    for (const answer of answers) {
      const question = asked.find(({ partition }) => partition === answer.partition);
      if (question === undefined) continue;
      const { assigned, seeks, partition } = question;
      await take(
        answer,
        assigned,
        () => signal.aborted || assigned.seeks !== seeks || assignment.get(partition) !== assigned,
      );
    }
  };
};
