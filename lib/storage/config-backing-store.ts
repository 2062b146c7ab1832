import type { RawConfig } from '../connect/connector.ts';

/** What a user wants of a connector; follows `org.apache.kafka.connect.runtime.TargetState`. */
export type TargetState = 'STARTED' | 'PAUSED' | 'STOPPED';

/** The task configurations that the reconciler last made out of a connector's configuration. */
export interface TaskConfigs {
  /** Grows with every change; a run ends when it sees a generation other than its own. */
  readonly generation: number;
  /** Hash of everything the task configurations were made from: tells the reconciler whether they are still true. */
  readonly fingerprint: string;
  readonly configs: readonly RawConfig[];
  /** How often each task was restarted by hand within this generation, by task number. */
  readonly restarts: Readonly<Record<string, number>>;
}

/** Everything the configs table holds on one connector; follows `ClusterConfigState`. */
export interface ConnectorState {
  readonly name: string;
  /** `undefined` once the connector is deleted while its tasks are not yet torn down. */
  readonly config: RawConfig | undefined;
  /** Of the configuration; what `expectedVersion` is compared with. 0 when there is none, or when it was written by hand. */
  readonly configVersion: number;
  readonly targetState: TargetState;
  readonly tasks: TaskConfigs | undefined;
}

/** Somebody else wrote in between: read again and decide again. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** An item is larger than the store can hold. */
export class ItemTooLargeError extends Error {
  override readonly name = 'ItemTooLargeError';
}

/** Something about a connector changed. Carries only the name: the reader looks at what is, not at what was written. */
export interface ConnectorChange {
  readonly connector: string;
}

export type ChangeListener = (change: ConnectorChange) => void;

/**
 * Connector configurations, target states and task configurations; follows
 * `org.apache.kafka.connect.storage.ConfigBackingStore`. Reads are consistent.
 */
export interface ConfigBackingStore {
  /** All connectors, sorted by name, those being torn down included. */
  connectors(): Promise<readonly ConnectorState[]>;
  connector(name: string): Promise<ConnectorState | undefined>;
  /**
   * Stores a configuration, and the target state when given, as one write.
   *
   * @param options.expectedVersion the `configVersion` that was read; 0 to create.
   * @throws ConflictError when the stored version is another one.
   * @throws ItemTooLargeError when it does not fit the store.
   */
  putConnectorConfig(
    name: string,
    config: RawConfig,
    options: {
      readonly expectedVersion: number;
      readonly targetState?: TargetState;
    },
  ): Promise<void>;
  /** Deletes configuration and target state; the task configurations stay for the reconciler to tear down. */
  removeConnectorConfig(name: string): Promise<void>;
  /** Changes nothing when the connector has no configuration (any more). */
  putTargetState(name: string, state: TargetState): Promise<void>;
  /**
   * Stores task configurations.
   *
   * @param expectedGeneration the generation that was read; 0 when there were none.
   * @throws ConflictError when the stored generation is another one.
   * @throws ItemTooLargeError when they do not fit the store.
   */
  putTaskConfigs(name: string, tasks: TaskConfigs, expectedGeneration: number): Promise<void>;
  /** Counts a restart of one task; changes nothing when the connector has no such generation any more. */
  putRestart(name: string, task: number, generation: number): Promise<void>;
  removeTaskConfigs(name: string): Promise<void>;
  /**
   * Calls back after every change, by whomever, at least once, possibly late and out of order. Once the promise is
   * fulfilled no change is missed: subscribe first, then look at what is. The function it gives ends the subscription.
   *
   * @throws ConfigError when the store has no change feed.
   */
  subscribe(listener: ChangeListener): Promise<() => void>;
}
