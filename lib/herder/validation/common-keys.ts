import type { ConfigDef, ConfigKey } from '../../config/config-def.ts';
import type { ConnectorPlugin } from '../../config/define-connector.ts';
import { findPlugin, type NamedPlugin } from '../../config/plugin-names.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { PluginCatalogue } from '../plugins/plugin-catalogue.ts';
import type { HerderConfig } from '../worker-config.ts';
import { classKey, versionOf } from './class-key.ts';

const CONVERTER = 'Converter';
const CONVERTER_KEYS = ['key.converter', 'value.converter', 'header.converter'] as const;

type ConverterKey = (typeof CONVERTER_KEYS)[number];

interface VersionedPlugin extends NamedPlugin {
  readonly version: string;
}

const candidates = (plugins: PluginCatalogue, name: ConverterKey): readonly VersionedPlugin[] =>
  name === 'header.converter' ? plugins.headerConverters : plugins.converters;

const refine = (key: ConfigKey | undefined, changes: Pick<ConfigKey, 'recommender'> & { default: string | null }) =>
  key?.type === 'STRING' || key?.type === 'CLASS' ? { ...key, ...changes } : key;

const converterKeys = (
  def: ConfigDef,
  name: ConverterKey,
  { plugins, config, raw }: { plugins: PluginCatalogue; config: HerderConfig; raw: RawConfig },
): ReadonlyArray<readonly [string, ConfigKey | undefined]> => {
  const known = candidates(plugins, name);
  const chosen = findPlugin(known, raw[name] ?? config[name], CONVERTER);
  const version = { default: chosen?.version ?? null, recommender: versionOf(chosen) };
  return [
    [name, refine(def[name], { default: config[name], ...classKey(known, CONVERTER) })],
    [`${name}.plugin.version`, refine(def[`${name}.plugin.version`], version)],
  ];
};

/** The keys of a connector whose version is not there: nothing but the version is known of it. */
export const unversionedKeys = (def: ConfigDef, plugin: ConnectorPlugin): ConfigDef => {
  const versions = ['connector.plugin.version', ...CONVERTER_KEYS.map((name) => `${name}.plugin.version`)];
  const refined = versions.map((name, i): readonly [string, ConfigKey | undefined] =>
    i === 0
      ? [name, refine(def[name], { default: plugin.version, recommender: versionOf(plugin) })]
      : [name, refine(def[name], { default: null, recommender: versionOf(undefined) })],
  );
  return {
    ...def,
    ...Object.fromEntries(refined.filter((entry): entry is [string, ConfigKey] => entry[1] !== undefined)),
  };
};

/**
 * The keys common to all connectors, with what this worker adds: its converters as defaults, the plugins it has as
 * recommended values, their versions.
 */
export const enrichedCommonKeys = (
  def: ConfigDef,
  context: { readonly plugins: PluginCatalogue; readonly config: HerderConfig; readonly raw: RawConfig },
  plugin: ConnectorPlugin,
): ConfigDef => {
  const version = { default: plugin.version, recommender: versionOf(plugin) };
  const refined = [
    ['connector.plugin.version', refine(def['connector.plugin.version'], version)] as const,
    ...CONVERTER_KEYS.flatMap((name) => converterKeys(def, name, context)),
  ];
  const present = refined.filter((entry): entry is [string, ConfigKey] => entry[1] !== undefined);
  return { ...def, ...Object.fromEntries(present) };
};
