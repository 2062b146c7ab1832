import type { ConfigDef } from '../../config/config-def.ts';
import type { ConnectorPlugin } from '../../config/define-connector.ts';
import { findPlugin, type NamedPlugin } from '../../config/plugin-names.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { PluginCatalogue } from '../plugins/plugin-catalogue.ts';
import type { HerderConfig } from '../worker-config.ts';
import { classKey, versionOf } from './class-key.ts';
import { refineKeys } from './refine-keys.ts';

const CONVERTER = 'Converter';

interface VersionedPlugin extends NamedPlugin {
  readonly version: string;
}

const versionKey = (plugin: VersionedPlugin | undefined) => ({
  default: plugin?.version ?? null,
  recommender: versionOf(plugin),
});

/** The keys of a connector whose version is not there: nothing but the version is known of it. */
export const unversionedKeys = (def: ConfigDef, plugin: ConnectorPlugin): ConfigDef =>
  refineKeys(def, {
    'connector.plugin.version': versionKey(plugin),
    'key.converter.plugin.version': versionKey(undefined),
    'value.converter.plugin.version': versionKey(undefined),
    'header.converter.plugin.version': versionKey(undefined),
  });

/**
 * The keys common to all connectors, with what this worker adds: its converters as defaults, the plugins it has as
 * recommended values, their versions.
 */
export const enrichedCommonKeys = (
  def: ConfigDef,
  context: { readonly plugins: PluginCatalogue; readonly config: HerderConfig; readonly raw: RawConfig },
  plugin: ConnectorPlugin,
): ConfigDef => {
  const { plugins, config, raw } = context;
  const converterKeys = (
    name: 'key.converter' | 'value.converter' | 'header.converter',
    known: readonly VersionedPlugin[],
  ) => ({
    [name]: { default: config[name], ...classKey(known, CONVERTER) },
    [`${name}.plugin.version`]: versionKey(findPlugin(known, raw[name] ?? config[name], CONVERTER)),
  });
  return refineKeys(def, {
    'connector.plugin.version': versionKey(plugin),
    ...converterKeys('key.converter', plugins.converters),
    ...converterKeys('value.converter', plugins.converters),
    ...converterKeys('header.converter', plugins.headerConverters),
  });
};
