import type { SourceOffset, SourcePartition, TopicPartition } from './offset.ts';

/** A configuration as users write it: names and strings, nothing parsed. */
export type RawConfig = Readonly<Record<string, string>>;

/** One complaint about a configuration, under the key it is about. */
export interface ConfigProblem {
  readonly key: string;
  readonly message: string;
}

/**
 * The control plane of a source; follows `org.apache.kafka.connect.source.SourceConnector`. It runs inside the REST and
 * reconciler functions, so it must be cheap, must not load the driver and must not reach the outside: what has to be
 * asked of the source is asked by the task.
 */
export interface SourceConnector<Config> {
  /**
   * Splits the work into at most `maxTasks` task configurations, called whenever the connector's configuration changes.
   * Each is handed to one task as its whole configuration. Must be deterministic: the same input gives the same split.
   */
  taskConfigs(config: Config, maxTasks: number, raw: RawConfig): readonly RawConfig[];
  /** Checks that go beyond single keys, such as "mode timestamp needs timestamp.column.name". */
  validate?(config: Config, raw: RawConfig): readonly ConfigProblem[];
  /** Whether tasks started with this configuration resume exactly; absent means UNSUPPORTED (KIP-618). */
  exactlyOnceSupport?(config: Config, raw: RawConfig): 'SUPPORTED' | 'UNSUPPORTED';
  /** Whether tasks can use the transaction context; absent means UNSUPPORTED (KIP-618). */
  canDefineTransactionBoundaries?(config: Config): 'SUPPORTED' | 'UNSUPPORTED';
  /**
   * Called before offsets are altered or reset over REST while the connector is STOPPED (KIP-875).
   *
   * @returns true when all offsets of the connector are now as asked, wherever they are kept.
   * @throws ConnectError when the offsets make no sense to this connector.
   */
  alterOffsets?(
    config: Config,
    offsets: ReadonlyArray<{
      readonly partition: SourcePartition;
      readonly offset: SourceOffset | null;
    }>,
    raw: RawConfig,
  ): boolean;
}

/** How a sink likes its records served; users override it by `event.source.*` keys. */
export interface Batching {
  /** The most records of one batch, 1 to 10,000. */
  readonly batchSize?: number;
  /** How long to wait for a batch to fill, in milliseconds, 0 to 300,000. */
  readonly batchingWindowMs?: number;
}

/** The control plane of a sink; follows `org.apache.kafka.connect.sink.SinkConnector`. See {@link SourceConnector}. */
export interface SinkConnector<Config> {
  taskConfigs(config: Config, maxTasks: number, raw: RawConfig): readonly RawConfig[];
  /** `raw` has the keys whose names depend on others, too, such as `topic.<topic>.…`; values may be references still. */
  validate?(config: Config, raw: RawConfig): readonly ConfigProblem[];
  /** What suits this configuration, such as batches of `flush.size` records; absent means 1,000 at once, no waiting. */
  batching?(config: Config): Batching;
  /**
   * Whether tasks with this configuration have something to do where no records arrive, such as closing files by the clock.
   * They are then put an empty batch whenever the reconciler looks at the connector: by its timer on AWS, every second in standalone.
   */
  ticks?(config: Config): boolean;
  /**
   * Whether tasks with this configuration keep the contract of `SinkTask` on exactly-once delivery; absent means UNSUPPORTED.
   * Validation refuses `delivery.guarantee=exactly_once` where they do not.
   */
  exactlyOnceSupport?(config: Config, raw: RawConfig): 'SUPPORTED' | 'UNSUPPORTED';
  alterOffsets?(
    config: Config,
    offsets: ReadonlyArray<TopicPartition & { readonly offset: number | null }>,
    raw: RawConfig,
  ): boolean;
}
