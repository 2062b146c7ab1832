import type { RawConfig } from '../../../connect/connector.ts';
import type { MongoSourceConfig } from './config.ts';

/** A key of the newer names where it is given, else that of the older ones. */
export const newerOf = <K extends keyof MongoSourceConfig>(
  config: MongoSourceConfig,
  raw: RawConfig,
  keys: readonly [newer: K, older: K],
): MongoSourceConfig[K] => config[raw[keys[0]] === undefined ? keys[1] : keys[0]];

export const copiesExisting = (config: MongoSourceConfig): boolean =>
  config['startup.mode'] === '' ? config['copy.existing'] : config['startup.mode'] === 'copy_existing';

/** The pipelines of a copy, as they are configured. */
export const copyPipelines = (config: MongoSourceConfig, raw: RawConfig): readonly [copy: string, stream: string] => [
  newerOf(config, raw, ['startup.mode.copy.existing.pipeline', 'copy.existing.pipeline']),
  config.pipeline,
];
