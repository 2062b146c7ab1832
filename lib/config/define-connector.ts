import type { Batching, ConfigProblem, RawConfig, SinkConnector, SourceConnector } from '../connect/connector.ts';
import type { SourceOffset, SourcePartition, TopicPartition } from '../connect/offset.ts';
import type { ConfigDef, ConfigOf } from './config-def.ts';
import { parseUnresolved, UnresolvedError } from './parse-config.ts';

/** What a connector says about itself. */
interface ConnectorDescription<D extends ConfigDef> {
  /** Kebab-case name; that of the function which runs its tasks, and of the files in functions/ and infra/. */
  readonly name: string;
  /** The Java class of the original, as in `connector.class`; its simple names are accepted too. */
  readonly className: string;
  /** Further Java classes that users of the same configuration know it by. */
  readonly aliases?: readonly string[];
  /** Whether the simple names of these classes mean another connector. @default false */
  readonly fullNamesOnly?: boolean;
  /** The Java class of the original's task, shown in `GET /connectors/{name}/tasks`. */
  readonly taskClass: string;
  readonly version: string;
  /** One paragraph for the generated README. */
  readonly documentation: string;
  readonly configDef: D;
  /** A configuration that works as it stands, but for addresses and credentials. */
  readonly example: RawConfig;
}

interface AnyConnector {
  readonly name: string;
  readonly className: string;
  readonly aliases: readonly string[];
  readonly fullNamesOnly: boolean;
  readonly taskClass: string;
  readonly version: string;
  readonly documentation: string;
  readonly configDef: ConfigDef;
  readonly example: RawConfig;
  taskConfigs(raw: RawConfig, maxTasks: number): readonly RawConfig[];
  /** Cross-key problems; called only with configurations whose single keys are valid. */
  validate(raw: RawConfig): readonly ConfigProblem[];
}

/** A source connector as the herder sees it: its typed configuration is behind raw ones. */
export interface SourceConnectorPlugin extends AnyConnector {
  readonly kind: 'source';
  exactlyOnceSupport(raw: RawConfig): 'SUPPORTED' | 'UNSUPPORTED';
  canDefineTransactionBoundaries(raw: RawConfig): 'SUPPORTED' | 'UNSUPPORTED';
  alterOffsets(
    raw: RawConfig,
    offsets: ReadonlyArray<{
      readonly partition: SourcePartition;
      readonly offset: SourceOffset | null;
    }>,
  ): boolean;
}

/** A sink connector as the herder sees it. */
export interface SinkConnectorPlugin extends AnyConnector {
  readonly kind: 'sink';
  batching(raw: RawConfig): Batching;
  ticks(raw: RawConfig): boolean;
  exactlyOnceSupport(raw: RawConfig): 'SUPPORTED' | 'UNSUPPORTED';
  alterOffsets(raw: RawConfig, offsets: ReadonlyArray<TopicPartition & { readonly offset: number | null }>): boolean;
}

export type ConnectorPlugin = SourceConnectorPlugin | SinkConnectorPlugin;

const common = <D extends ConfigDef>(
  spec: ConnectorDescription<D> & Pick<SourceConnector<ConfigOf<D>>, 'taskConfigs' | 'validate'>,
): AnyConnector => ({
  name: spec.name,
  className: spec.className,
  aliases: spec.aliases ?? [],
  fullNamesOnly: spec.fullNamesOnly ?? false,
  taskClass: spec.taskClass,
  version: spec.version,
  documentation: spec.documentation,
  configDef: spec.configDef,
  example: spec.example,
  taskConfigs: (raw, maxTasks) => spec.taskConfigs(parseUnresolved(spec.configDef, raw), maxTasks, raw),
  validate: (raw) => {
    try {
      return spec.validate?.(parseUnresolved(spec.configDef, raw), raw) ?? [];
    } catch (error) {
      // Whether keys go together shows once all of them are known: in the task.
      if (error instanceof UnresolvedError) return [];
      throw error;
    }
  },
});

/** Declares a source connector: description, configuration and control plane in one object. */
export const defineSourceConnector = <D extends ConfigDef>(
  spec: ConnectorDescription<D> & SourceConnector<ConfigOf<D>>,
): SourceConnectorPlugin => ({
  kind: 'source',
  ...common(spec),
  exactlyOnceSupport: (raw) => spec.exactlyOnceSupport?.(parseUnresolved(spec.configDef, raw), raw) ?? 'UNSUPPORTED',
  canDefineTransactionBoundaries: (raw) =>
    spec.canDefineTransactionBoundaries?.(parseUnresolved(spec.configDef, raw)) ?? 'UNSUPPORTED',
  alterOffsets: (raw, offsets) => spec.alterOffsets?.(parseUnresolved(spec.configDef, raw), offsets, raw) ?? false,
});

/** Declares a sink connector. */
export const defineSinkConnector = <D extends ConfigDef>(
  spec: ConnectorDescription<D> & SinkConnector<ConfigOf<D>>,
): SinkConnectorPlugin => ({
  kind: 'sink',
  ...common(spec),
  batching: (raw) => spec.batching?.(parseUnresolved(spec.configDef, raw)) ?? {},
  ticks: (raw) => spec.ticks?.(parseUnresolved(spec.configDef, raw)) ?? false,
  exactlyOnceSupport: (raw) => spec.exactlyOnceSupport?.(parseUnresolved(spec.configDef, raw), raw) ?? 'UNSUPPORTED',
  alterOffsets: (raw, offsets) => spec.alterOffsets?.(parseUnresolved(spec.configDef, raw), offsets, raw) ?? false,
});
