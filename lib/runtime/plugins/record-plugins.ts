import type { ConverterPlugin, HeaderConverterPlugin } from '../../config/define-converter.ts';
import type { PredicatePlugin, TransformationPlugin } from '../../config/define-transformation.ts';
import { findPlugin } from '../../config/plugin-names.ts';
import { withoutPrefix } from '../../config/prefixed.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { Converter, HeaderConverter } from '../../connect/converter.ts';
import { ConfigError } from '../../connect/errors.ts';
import type { WorkerConfig } from '../worker-config.ts';

/** What can stand between a connector and Kafka. */
export interface RecordPlugins {
  readonly converters: readonly ConverterPlugin[];
  readonly headerConverters: readonly HeaderConverterPlugin[];
  readonly transformations: readonly TransformationPlugin[];
  readonly predicates: readonly PredicatePlugin[];
}

/** A plugin with the name that error reports give it. */
export interface Named<T> {
  readonly className: string;
  readonly plugin: T;
}

export interface TaskConverters {
  readonly key: Named<Converter>;
  readonly value: Named<Converter>;
  readonly header: Named<HeaderConverter>;
}

type ConverterKey = 'key.converter' | 'value.converter' | 'header.converter';

/** The connector's converter with the connector's settings, or else the worker's with the worker's, never a mix. */
const chosen = (
  key: ConverterKey,
  connector: RawConfig,
  worker: WorkerConfig,
): { name: string; settings: RawConfig } => {
  const own = connector[key];
  return own === undefined
    ? { name: worker.parsed[key], settings: withoutPrefix(worker.raw, `${key}.`) }
    : { name: own, settings: withoutPrefix(connector, `${key}.`) };
};

const find = <P extends ConverterPlugin | HeaderConverterPlugin>(
  plugins: readonly P[],
  key: string,
  name: string,
): P => {
  const plugin = findPlugin(plugins, name, 'Converter');
  if (plugin === undefined)
    throw new ConfigError(`Invalid value ${name} for configuration ${key}: Class ${name} could not be found.`);
  return plugin;
};

/**
 * Makes the converters of a task.
 *
 * @throws ConfigError when a class is unknown or its settings are wrong.
 */
export const createConverters = (
  plugins: Pick<RecordPlugins, 'converters' | 'headerConverters'>,
  connector: RawConfig,
  worker: WorkerConfig,
): TaskConverters => {
  const converter = (key: 'key.converter' | 'value.converter'): Named<Converter> => {
    const { name, settings } = chosen(key, connector, worker);
    const plugin = find(plugins.converters, key, name);
    return { className: plugin.className, plugin: plugin.create(settings, key === 'key.converter') };
  };
  const header = chosen('header.converter', connector, worker);
  const headerPlugin = find(plugins.headerConverters, 'header.converter', header.name);
  return {
    key: converter('key.converter'),
    value: converter('value.converter'),
    header: { className: headerPlugin.className, plugin: headerPlugin.create(header.settings) },
  };
};
