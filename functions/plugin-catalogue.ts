import { connectors } from '../lib/connectors/catalogue.ts';
import type { PluginCatalogue } from '../lib/herder/plugins/plugin-catalogue.ts';
import { recordPlugins } from './record-plugins.ts';

/** The definitions of all plugins, of connectors those that are deployed. */
export const catalogueOf = (deployed: readonly string[]): PluginCatalogue => ({
  connectors: connectors.filter(({ name }) => deployed.includes(name)),
  ...recordPlugins,
});
