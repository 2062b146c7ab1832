import type { ConfigKey } from '../config/config-def.ts';
import type { RawConfig } from '../connect/connector.ts';
import type { SourceOffset, SourcePartition } from '../connect/offset.ts';
import type { State, Status } from '../storage/status-backing-store.ts';

/** What REST says about things; follows `org.apache.kafka.connect.runtime.rest.entities`. */

export type ConnectorType = 'source' | 'sink' | 'unknown';

/** A configuration as REST takes it: `null` is a mistake in a whole one, and deletes the key in a patch. */
export type NullableConfig = Readonly<Record<string, string | null>>;

export interface ConnectorInfo {
  readonly name: string;
  readonly config: RawConfig;
  /** Numbers of its tasks. */
  readonly tasks: readonly number[];
  readonly type: ConnectorType;
}

export interface TaskInfo {
  readonly task: number;
  readonly config: RawConfig;
}

/** A status as shown: what is stored, or UNASSIGNED for what no one has written yet. */
export type ShownStatus = Pick<Status, 'workerId' | 'trace' | 'version'> & { readonly state: State };

export interface ShownTaskStatus extends ShownStatus {
  readonly task: number;
}

export interface ConnectorStateInfo {
  readonly name: string;
  readonly type: ConnectorType;
  readonly connector: ShownStatus;
  readonly tasks: readonly ShownTaskStatus[];
}

/** A connector in a list of them. */
export interface ConnectorOverview {
  readonly info: ConnectorInfo;
  /** Where it was wanted. */
  readonly status?: ConnectorStateInfo;
}

/** One position of a connector: a source partition with its offset, or a Kafka partition with its offset. */
export interface ConnectorOffset {
  readonly partition: SourcePartition;
  readonly offset: SourceOffset;
}

/** A position to set; `null` forgets it. */
export interface ConnectorOffsetChange {
  readonly partition: SourcePartition;
  readonly offset: SourceOffset | null;
}

type PluginType = 'sink' | 'source' | 'transformation' | 'predicate' | 'converter' | 'header_converter';

export interface PluginInfo {
  readonly className: string;
  readonly type: PluginType;
  readonly version: string;
}

/** A key of a plugin, under the name by which the connector's configuration knows it. */
export interface NamedKey {
  readonly name: string;
  readonly key: ConfigKey;
}

/** One key of a validated configuration. */
export interface ConfigInfo {
  readonly name: string;
  /** `null` for a key that nothing defines. */
  readonly key: ConfigKey | null;
  /** As text; `null` when missing, or not of the key's type. */
  readonly value: string | null;
  readonly recommendedValues: readonly string[];
  readonly errors: readonly string[];
  readonly visible: boolean;
}

export interface ConfigInfos {
  /** The connector class as the configuration names it. */
  readonly name: string;
  readonly groups: readonly string[];
  readonly configs: readonly ConfigInfo[];
}
