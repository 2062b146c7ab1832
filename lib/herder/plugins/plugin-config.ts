import { sinkConnectorConfig } from '../../config/common/sink-connector-config.ts';
import { sourceConnectorConfig } from '../../config/common/source-connector-config.ts';
import type { ConfigDef } from '../../config/config-def.ts';
import type { ConnectorPlugin } from '../../config/define-connector.ts';
import { findPlugin, type NamedPlugin } from '../../config/plugin-names.ts';
import type { NamedKey } from '../entities.ts';
import { NotFoundError } from '../errors.ts';
import { refineKeys } from '../validation/refine-keys.ts';
import { CONNECTOR } from './find-connector.ts';
import type { PluginCatalogue } from './plugin-catalogue.ts';
import { requireVersion } from './version-range.ts';

interface ConfigurablePlugin extends NamedPlugin {
  readonly version: string;
  readonly configDef: ConfigDef;
}

/** The keys that every connector of this kind has besides its own. */
export const commonKeys = (kind: ConnectorPlugin['kind']): ConfigDef =>
  kind === 'source' ? sourceConnectorConfig : sinkConnectorConfig;

/** The plugin's version is the default of `connector.plugin.version`, as Kafka Connect shows it. */
const withVersion = (def: ConfigDef, version: string): ConfigDef =>
  refineKeys(def, { 'connector.plugin.version': { default: version } });

const find = (plugins: PluginCatalogue, name: string): ConfigurablePlugin | undefined => {
  const connector = findPlugin(plugins.connectors, name, CONNECTOR);
  if (connector !== undefined)
    return {
      ...connector,
      configDef: { ...connector.configDef, ...withVersion(commonKeys(connector.kind), connector.version) },
    };
  return (
    findPlugin<ConfigurablePlugin>([...plugins.converters, ...plugins.headerConverters], name, 'Converter') ??
    findPlugin<ConfigurablePlugin>(plugins.transformations, name, 'Transformation') ??
    findPlugin<ConfigurablePlugin>(plugins.predicates, name, 'Predicate')
  );
};

/**
 * The keys of one plugin, its own first, for `GET /connector-plugins/{plugin}/config` (KIP-769).
 *
 * @throws NotFoundError, or BadRequestError when this deployment has another version.
 */
export const pluginConfig = (plugins: PluginCatalogue, name: string, version?: string): readonly NamedKey[] => {
  const plugin = find(plugins, name);
  if (plugin === undefined) throw new NotFoundError(`Unknown plugin ${name}.`);
  if (version !== undefined) requireVersion(plugin.className, plugin.version, version);
  return Object.entries(plugin.configDef)
    .filter(([, key]) => !key.internal)
    .map(([name, key]) => ({ name, key }));
};
