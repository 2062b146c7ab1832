import type { RawConfig } from '../../connect/connector.ts';
import type { Logger } from '../../connect/logger.ts';
import type { TopicPartition, TopicPartitionOffset } from '../../connect/offset.ts';
import type {
  DeliveryGuarantee,
  ErrantRecordReporter,
  SinkTaskContext,
  SinkTaskState,
} from '../../connect/sink-task.ts';

/** What a task asked for through its context while it handled a batch. */
export interface SinkRequests {
  readonly context: SinkTaskContext;
  /** Names the partitions of the batch that begins. */
  beginBatch(assignment: readonly TopicPartition[]): void;
  /** Where the task wants a partition delivered again from, if it does; asked once a batch. */
  takeRewinds(): ReadonlyMap<string, number>;
  isPaused(partition: TopicPartition): boolean;
  /** The pause asked for before the next try, in milliseconds, if any; forgotten once taken. */
  takeTimeout(): number | undefined;
}

export const topicPartitionKey = ({ topic, partition }: TopicPartition): string => `${topic}-${partition}`;

export const createSinkTaskContext = (options: {
  readonly connector: string;
  readonly task: number;
  readonly configs: RawConfig;
  readonly deliveryGuarantee: DeliveryGuarantee;
  readonly log: Logger;
  readonly errantRecordReporter: ErrantRecordReporter | null;
  readonly reportTo: SinkTaskContext['reportTo'];
  readonly state: SinkTaskState;
}): SinkRequests => {
  let assignment: readonly TopicPartition[] = [];
  let rewinds = new Map<string, number>();
  let timeoutMs: number | undefined;
  const paused = new Set<string>();
  return {
    context: {
      ...options,
      assignment: () => assignment,
      offset: (offsets: readonly TopicPartitionOffset[]) => {
        for (const one of offsets) rewinds.set(topicPartitionKey(one), one.offset);
      },
      timeout: (ms) => {
        timeoutMs = ms;
      },
      pause: (...partitions) => {
        for (const one of partitions) paused.add(topicPartitionKey(one));
      },
      resume: (...partitions) => {
        for (const one of partitions) paused.delete(topicPartitionKey(one));
      },
      requestCommit: () => {},
    },
    beginBatch: (partitions) => {
      assignment = partitions;
    },
    takeRewinds: () => {
      const taken = rewinds;
      rewinds = new Map();
      return taken;
    },
    isPaused: (partition) => paused.has(topicPartitionKey(partition)),
    takeTimeout: () => {
      const taken = timeoutMs;
      timeoutMs = undefined;
      return taken;
    },
  };
};
