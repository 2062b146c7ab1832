import type { SourceTaskPlugin } from '../../config/define-task.ts';
import type { TaskRuntime } from '../task-runtime.ts';

/** Everything that runs of source tasks share within a process. */
export interface SourceRuntime extends TaskRuntime {
  /** How long a run without new records stays at least, in milliseconds; connectors may want more. */
  readonly idleTimeoutMs: number;
  /** How long a lease outlives its last sign of life, in milliseconds. */
  readonly leaseTtlMs: number;
  /** How often a run looks for changes of its configuration and renews its lease, in milliseconds. */
  readonly heartbeatMs: number;
  /**
   * Has new task configurations made in the place of those of a generation.
   *
   * @default marks them as outdated in the storage, for which this process must be allowed to write them
   */
  requestReconfiguration?(connector: string, generation: number): Promise<void>;
}

export interface SourceRunRequest {
  readonly connector: string;
  readonly task: number;
  readonly plugin: SourceTaskPlugin;
  readonly pluginVersion: string;
  /** Tells runs apart in leases and logs. */
  readonly runId: string;
  /** When the run must be over, in milliseconds since the epoch. */
  readonly deadline: number;
  /** Fires when the worker shuts down. */
  readonly signal: AbortSignal;
}

/**
 * How a run ended:
 *
 * - BUSY: another run holds the task, or tasks of an older generation are still running
 * - NOT_WANTED: the connector is deleted, paused or stopped, or the task has failed
 * - IDLE: there was nothing more to read
 * - WORK_LEFT: time was up
 * - CHANGED: the configuration changed, or the task was restarted
 * - STOPPED: the worker is shutting down
 * - FENCED: a newer run took the task over
 * - FAILED: the task's status says why
 */
export type SourceRunOutcome =
  | 'BUSY'
  | 'NOT_WANTED'
  | 'IDLE'
  | 'WORK_LEFT'
  | 'CHANGED'
  | 'STOPPED'
  | 'FENCED'
  | 'FAILED';

/** Outcomes after which the task should be run again at once rather than at its next tick. */
export const hasWorkLeft = (outcome: SourceRunOutcome): boolean => outcome === 'WORK_LEFT' || outcome === 'CHANGED';

/** Why a run is told to end. */
export class RunEnded extends Error {
  override readonly name = 'RunEnded';
  readonly outcome: SourceRunOutcome;

  constructor(outcome: SourceRunOutcome) {
    super(outcome);
    this.outcome = outcome;
  }
}
