import type { EventSourceOptions } from '../config/common/event-source-config.ts';

/** One task of a source, to be run whenever it has work. */
export interface SourceTaskDeployment {
  readonly task: number;
  /** False while the connector is paused or the task has failed: it stays set up but is not run. */
  readonly enabled: boolean;
}

/** One topic of a sink, to be delivered to the sink's function through a consumer group of its own. */
export interface SinkTopicDeployment {
  readonly topic: string;
  readonly groupId: string;
  /** The task that takes this topic's records. */
  readonly task: number;
  readonly enabled: boolean;
}

interface ConnectorDeployment {
  readonly connector: string;
  /** The plugin's kebab-case name: which function runs it. */
  readonly plugin: string;
  readonly generation: number;
}

export interface SourceDeployment extends ConnectorDeployment {
  readonly kind: 'source';
  /** When tasks that were idle run again, `rate(…)` or `cron(…)`. @default the worker's */
  readonly scheduleExpression?: string;
  readonly tasks: readonly SourceTaskDeployment[];
}

export interface SinkDeployment extends ConnectorDeployment {
  readonly kind: 'sink';
  readonly topics: readonly SinkTopicDeployment[];
  /** Standalone goes by the batching only. */
  readonly settings: EventSourceSettings & EventSourceOptions;
  /** Whether it is to be invoked without records now and then. */
  readonly ticks?: true;
}

/** What shall run of one connector. A deployment without tasks or topics is one that was torn down. */
export type Deployment = SourceDeployment | SinkDeployment;

/** How records are batched for a sink; in the terms of AWS's event source mappings. */
export interface EventSourceSettings {
  /** Records, 1 to 10,000. */
  readonly batchSize: number;
  /** How long to gather records for a batch, in milliseconds. */
  readonly batchingWindowMs: number;
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
}

/**
 * The port through which the reconciler has tasks run: schedules and event source mappings on AWS, timers and pollers in
 * standalone. Level-triggered: every call states all that shall be, and may be repeated, late or concurrent without harm.
 */
export interface TaskDeployer {
  /**
   * Makes what runs of this connector equal to the deployment: creates, changes, disables and deletes. A change of the
   * generation restarts what runs.
   *
   * @throws RetriableError when it could not be done for now: the reconciler comes back.
   */
  apply(deployment: Deployment): Promise<void>;
  /** Removes everything that runs of this connector. */
  remove(connector: string): Promise<void>;
  /** Names of connectors of which something is set up. */
  deployed(): Promise<readonly string[]>;
}
