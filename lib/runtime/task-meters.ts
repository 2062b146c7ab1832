import type { SourceRecord } from '../connect/record.ts';
import { createTaskErrorCounts, type MutableTaskErrorCounts } from './errors/task-error-counts.ts';
import type { PartitionRecords } from './sink/sink-runtime.ts';

/** What both kinds of task tell of their work. A call a batch or a commit, never one a record. */
interface TaskMeter {
  /** For the error handling to count in. */
  readonly errors: MutableTaskErrorCounts;
  /** Offsets were stored, or could not be. */
  committed(succeeded: boolean, timeMs: number): void;
}

/** What a source task tells of its work; follows `SourceTaskMetricsGroup`. */
export interface SourceTaskMeter extends TaskMeter {
  /** A poll came back, with or without records. */
  polled(records: readonly SourceRecord[], timeMs: number): void;
  /** A batch is done with: Kafka has these many of its records, the others were dropped. */
  acknowledged(records: number, written: number): void;
  /** A transaction was committed. */
  transaction(records: number): void;
}

/** What a sink task tells of its work; follows `SinkTaskMetricsGroup`. */
export interface SinkTaskMeter extends TaskMeter {
  /** A batch is in hand. */
  read(partitions: readonly PartitionRecords[]): void;
  /** The task has taken these many records of it. */
  put(records: number, timeMs: number): void;
  /** The batch is done with, or has to come again in part or as a whole. */
  delivered(partitions: readonly PartitionRecords[], isComplete: boolean): void;
}

/** Where tasks tell of their work. Who measures is none of the runtime's business. */
export interface TaskMeters {
  /** For one run of the task. */
  source(connector: string, task: number): SourceTaskMeter;
  /** For one batch of the task. */
  sink(connector: string, task: number): SinkTaskMeter;
  /** A task was started, or failed to. */
  started(connector: string, succeeded: boolean): void;
}

const ignore = (): void => {};
const errors = createTaskErrorCounts();
const sourceMeter: SourceTaskMeter = {
  errors,
  committed: ignore,
  polled: ignore,
  acknowledged: ignore,
  transaction: ignore,
};
const sinkMeter: SinkTaskMeter = { errors, committed: ignore, read: ignore, put: ignore, delivered: ignore };

/** Measures nothing; what is counted of errors is for nobody. */
export const noMeters: TaskMeters = { source: () => sourceMeter, sink: () => sinkMeter, started: ignore };

/** Starts a task, and tells whether that went well. */
export const metered = async <T>(meters: TaskMeters, connector: string, start: () => Promise<T>): Promise<T> => {
  try {
    const started = await start();
    meters.started(connector, true);
    return started;
  } catch (error) {
    meters.started(connector, false);
    throw error;
  }
};
