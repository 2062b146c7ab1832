import type { RawConfig } from '../connect/connector.ts';
import type { TargetState } from '../storage/config-backing-store.ts';
import type {
  ConfigInfos,
  ConnectorInfo,
  ConnectorOffset,
  ConnectorOffsetChange,
  ConnectorOverview,
  ConnectorStateInfo,
  NamedKey,
  NullableConfig,
  PluginInfo,
  ShownTaskStatus,
  TaskInfo,
} from './entities.ts';

/** A connector to create. */
export interface CreateRequest {
  readonly name: string;
  readonly config: NullableConfig;
  /** STARTED by default (KIP-980). */
  readonly initialState?: TargetState;
}

/** What a restart covers besides the connector itself (KIP-745). */
export interface RestartRequest {
  readonly includeTasks: boolean;
  readonly onlyFailed: boolean;
}

/**
 * Desired state: takes what users want, checks it and stores it. Nothing here runs a task; the reconciler makes come true
 * what is stored. Follows `org.apache.kafka.connect.runtime.Herder`, whose messages it keeps.
 *
 * Every method throws `NotFoundError` where there is no such connector, task or plugin.
 */
export interface Herder {
  /** Resolves once the tables have answered (KIP-1017). @throws what they answer with when they do not work. */
  healthCheck(): Promise<void>;
  /** Names, sorted. */
  connectors(): Promise<readonly string[]>;
  /** All connectors, sorted by name, in a number of reads that grows only with the size of the tables (KIP-465). */
  connectorOverviews(wanted: { readonly status: boolean }): Promise<readonly ConnectorOverview[]>;
  connectorInfo(name: string): Promise<ConnectorInfo>;
  connectorConfig(name: string): Promise<RawConfig>;
  /** @throws BadRequestError when the configuration is wrong; AlreadyExistsError. */
  createConnector(request: CreateRequest): Promise<ConnectorInfo>;
  /** Creates or replaces. @throws BadRequestError when the configuration is wrong. */
  putConnectorConfig(
    name: string,
    config: NullableConfig,
  ): Promise<{ readonly created: boolean; readonly connector: ConnectorInfo }>;
  /** Changes some keys; `null` deletes one (KIP-477). @throws BadRequestError when the outcome is wrong. */
  patchConnectorConfig(name: string, patch: NullableConfig): Promise<ConnectorInfo>;
  /** Its offsets stay: a connector of the same name resumes. */
  deleteConnectorConfig(name: string): Promise<void>;

  connectorStatus(name: string): Promise<ConnectorStateInfo>;
  taskConfigs(name: string): Promise<readonly TaskInfo[]>;
  taskStatus(name: string, task: number): Promise<ShownTaskStatus>;
  pauseConnector(name: string): Promise<void>;
  resumeConnector(name: string): Promise<void>;
  stopConnector(name: string): Promise<void>;
  restartConnector(name: string): Promise<void>;
  /** @returns the plan: what restarts is shown as RESTARTING. */
  restartConnectorAndTasks(name: string, request: RestartRequest): Promise<ConnectorStateInfo>;
  restartTask(name: string, task: number): Promise<void>;

  /** Topics the connector has used (KIP-558); none for an unknown one. @throws ForbiddenError when tracking is off. */
  connectorActiveTopics(name: string): Promise<readonly string[]>;
  /** @throws ForbiddenError when tracking or its reset is off. */
  resetConnectorActiveTopics(name: string): Promise<void>;

  connectorOffsets(name: string): Promise<readonly ConnectorOffset[]>;
  /**
   * @returns what was done, in Kafka Connect's words (KIP-875).
   * @throws BadRequestError unless STOPPED, or when the offsets can't be read; ConflictingOperationError while a task is
   * still ending.
   */
  alterConnectorOffsets(name: string, offsets: readonly ConnectorOffsetChange[]): Promise<string>;
  /** As {@link Herder.alterConnectorOffsets}, forgetting all of them. */
  resetConnectorOffsets(name: string): Promise<string>;

  connectorPlugins(connectorsOnly: boolean): Promise<readonly PluginInfo[]>;
  /** Keys of a plugin, `internal` ones left out. @throws BadRequestError when there is no such version (KIP-891). */
  connectorPluginConfig(plugin: string, version?: string): Promise<readonly NamedKey[]>;
  /** @throws BadRequestError when the class is missing, unknown, or not that of `plugin`. */
  validateConnectorConfig(plugin: string, config: NullableConfig): Promise<ConfigInfos>;
}
