import type { RawConfig } from '../connect/connector.ts';
import type { SinkTask, SinkTaskContext } from '../connect/sink-task.ts';
import type { SourceTask, SourceTaskContext } from '../connect/source-task.ts';
import type { ConfigDef, ConfigOf } from './config-def.ts';
import { parseConfig } from './parse-config.ts';

/** The data plane of a source connector: the one export of its task.ts. */
export interface SourceTaskPlugin {
  readonly kind: 'source';
  /**
   * Opens connections and returns the running task; follows `SourceTask.start`. What it opened it closes itself when it
   * fails.
   *
   * @throws RetriableError to be started again later; any other error fails the task.
   */
  start(raw: RawConfig, context: SourceTaskContext): Promise<SourceTask>;
}

/** The data plane of a sink connector. */
export interface SinkTaskPlugin {
  readonly kind: 'sink';
  start(raw: RawConfig, context: SinkTaskContext): Promise<SinkTask>;
}

export type TaskPlugin = SourceTaskPlugin | SinkTaskPlugin;

/** Declares a source task over its configuration definition. */
export const defineSourceTask = <D extends ConfigDef>(
  configDef: D,
  start: (config: ConfigOf<D>, context: SourceTaskContext) => Promise<SourceTask>,
): SourceTaskPlugin => ({
  kind: 'source',
  start: async (raw, context) => start(parseConfig(configDef, raw), context),
});

/** Declares a sink task over its configuration definition. */
export const defineSinkTask = <D extends ConfigDef>(
  configDef: D,
  start: (config: ConfigOf<D>, context: SinkTaskContext) => Promise<SinkTask>,
): SinkTaskPlugin => ({
  kind: 'sink',
  start: async (raw, context) => start(parseConfig(configDef, raw), context),
});
