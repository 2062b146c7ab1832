import type { SinkTaskPlugin } from '../config/define-task.ts';
import type { RawConfig } from '../connect/connector.ts';
import type { Logger } from '../connect/logger.ts';
import type { ConsumerRecord, Kafka } from '../kafka/port.ts';
import type { Storage } from '../storage/storage.ts';
import type { Clock } from './clock.ts';
import type { RecordPlugins } from './record-plugins.ts';
import type { WorkerConfig } from './worker-config.ts';

/** Everything that sink tasks share within a process. */
export interface SinkRuntime {
  readonly storage: Storage;
  readonly kafka: Kafka;
  readonly plugins: RecordPlugins;
  readonly worker: WorkerConfig;
  /** Replaces the references of a configuration by the secrets they stand for. @throws ConfigError naming a dead reference. */
  resolveConfig(raw: RawConfig): Promise<RawConfig>;
  /** Where this runs, as statuses show it: `127.0.0.1:8083`, `lambda:<function>`. */
  readonly workerId: string;
  readonly clock: Clock;
  readonly log: Logger;
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
  readonly partitions: readonly PartitionRecords[];
  /** When the delivery must be over, in milliseconds since the epoch. */
  readonly deadline: number;
}

/** The task is FAILED, or its connector is not to run: nothing of the batch counts as consumed. */
export class SinkUnavailableError extends Error {
  override readonly name = 'SinkUnavailableError';
}
