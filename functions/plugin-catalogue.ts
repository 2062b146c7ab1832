import { connectors } from '../lib/connectors/catalogue.ts';
import type { PluginCatalogue } from '../lib/herder/plugins/plugin-catalogue.ts';
import { recordPlugins } from './record-plugins.ts';

/** The definitions of all plugins, of connectors those that are deployed. */
export const catalogueOf = async (deployed: readonly string[]): Promise<PluginCatalogue> => {
  // Validation makes transformations, to find out whether their settings go together.
  await Promise.all(recordPlugins.transformations.map(({ load }) => load()));
  return { connectors: connectors.filter(({ name }) => deployed.includes(name)), ...recordPlugins };
};
