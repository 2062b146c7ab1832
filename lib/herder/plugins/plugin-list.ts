import type { PluginInfo } from '../entities.ts';
import type { PluginCatalogue } from './plugin-catalogue.ts';

interface Described {
  readonly className: string;
  readonly kind: PluginInfo['type'];
  readonly version: string;
}

const infos = (plugins: readonly Described[]): readonly PluginInfo[] =>
  plugins
    .map(({ className, kind, version }) => ({ className, type: kind, version }))
    .sort((a, b) => (a.className < b.className ? -1 : 1));

/** Every plugin in the order of Kafka Connect: by type, then by class. */
export const pluginList = (plugins: PluginCatalogue, connectorsOnly: boolean): readonly PluginInfo[] => {
  const connectors = [
    ...infos(plugins.connectors.filter(({ kind }) => kind === 'sink')),
    ...infos(plugins.connectors.filter(({ kind }) => kind === 'source')),
  ];
  if (connectorsOnly) return connectors;
  return [
    ...connectors,
    ...infos(plugins.transformations),
    ...infos(plugins.predicates),
    ...infos(plugins.converters),
    ...infos(plugins.headerConverters),
  ];
};
