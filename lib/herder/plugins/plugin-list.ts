import type { PluginInfo } from '../entities.ts';
import type { ConnectorSummary, PluginCatalogue } from './plugin-catalogue.ts';

interface Described {
  readonly className: string;
  readonly kind: PluginInfo['type'];
  readonly version: string;
}

const infos = (plugins: readonly Described[]): readonly PluginInfo[] =>
  plugins
    .map(({ className, kind, version }) => ({ className, type: kind, version }))
    .sort((a, b) => (a.className < b.className ? -1 : 1));

/** Connectors in the order of Kafka Connect: by type, then by class. */
export const connectorList = (connectors: readonly ConnectorSummary[]): readonly PluginInfo[] => [
  ...infos(connectors.filter(({ kind }) => kind === 'sink')),
  ...infos(connectors.filter(({ kind }) => kind === 'source')),
];

/** Every plugin in the same order. */
export const pluginList = (plugins: PluginCatalogue): readonly PluginInfo[] => [
  ...connectorList(plugins.connectors),
  ...infos(plugins.transformations),
  ...infos(plugins.predicates),
  ...infos(plugins.converters),
  ...infos(plugins.headerConverters),
];
