import { findPlugin } from '../../config/plugin-names.ts';
import { withoutPrefix } from '../../config/prefixed.ts';
import { type ValidatedKey, validateConfig } from '../../config/validate-config.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { PluginCatalogue } from '../plugins/plugin-catalogue.ts';

const findConverter = (plugins: PluginCatalogue, kind: 'key' | 'value' | 'header', name: string) =>
  kind === 'header'
    ? findPlugin(plugins.headerConverters, name, 'Converter')
    : findPlugin(plugins.converters, name, 'Converter');

const validateConverter = (
  plugins: PluginCatalogue,
  kind: 'key' | 'value' | 'header',
  raw: RawConfig,
): readonly ValidatedKey[] => {
  const prefix = `${kind}.converter.`;
  const plugin = findConverter(plugins, kind, raw[`${kind}.converter`] ?? '');
  if (plugin === undefined) return [];
  // The worker tells a converter what it is used for, whatever the user wrote.
  const settings = { ...withoutPrefix(raw, prefix), 'converter.type': kind };
  return validateConfig(plugin.configDef, settings, () => true).map((found) => ({
    ...found,
    name: `${prefix}${found.name}`,
    key: { ...found.key, displayName: found.key.displayName ?? found.name },
  }));
};

/** Checks the settings of the converters that the connector itself names; the worker's are the worker's business. */
export const validateConverters = (plugins: PluginCatalogue, raw: RawConfig): readonly ValidatedKey[] =>
  (['key', 'value', 'header'] as const).flatMap((kind) => validateConverter(plugins, kind, raw));
