import type { SinkTaskPlugin } from '../../config/define-task.ts';
import type { ConsumerRecord } from '../../kafka/port.ts';
import type { TaskRuntime } from '../task-runtime.ts';

/** Everything that sink tasks share within a process. */
export interface SinkRuntime extends TaskRuntime {
  /** For how long what was read of a connector's configuration and status is taken as true, in milliseconds. */
  readonly configRefreshMs: number;
}

/** Records of one partition, in order of offset. */
export interface PartitionRecords {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ConsumerRecord[];
}

/** A partition whose records from this offset on must be delivered again. */
export interface PartitionFailure {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** One delivery to a sink connector: what an event source mapping hands to its function. */
export interface SinkDelivery {
  readonly connector: string;
  readonly plugin: SinkTaskPlugin;
  readonly pluginVersion: string;
  /** None for a tick: the connector's first task is put an empty batch, for all of its partitions. */
  readonly partitions: readonly PartitionRecords[];
  /** When the delivery must be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** The task is FAILED, or its connector is not to run: nothing of the batch counts as consumed. */
export class SinkUnavailableError extends Error {
  override readonly name = 'SinkUnavailableError';
}
