import type { ConnectorPlugin } from '../../config/define-connector.ts';
import type { ConverterPlugin, HeaderConverterPlugin } from '../../config/define-converter.ts';
import type { PredicatePlugin, TransformationPlugin } from '../../config/define-transformation.ts';

/** What is shown of a connector plugin, and what it is found by. */
export type ConnectorSummary = Pick<ConnectorPlugin, 'name' | 'className' | 'aliases' | 'kind' | 'version'>;

/**
 * The plugins as the herder has them: names at once, definitions only where a configuration has to be understood. Most requests
 * need none, and the definitions of all plugins are a fifth of what a function loads before it can answer.
 */
export interface Plugins {
  readonly connectors: readonly ConnectorSummary[];
  /** Loads them once, whoever asks. */
  load(): Promise<PluginCatalogue>;
}

/** Plugins of which all is known from the start. */
export const loadedPlugins = (catalogue: PluginCatalogue): Plugins => ({
  connectors: catalogue.connectors,
  load: async () => catalogue,
});

/** Everything that this deployment carries; follows `org.apache.kafka.connect.runtime.isolation.Plugins`. */
export interface PluginCatalogue {
  readonly connectors: readonly ConnectorPlugin[];
  readonly converters: readonly ConverterPlugin[];
  readonly headerConverters: readonly HeaderConverterPlugin[];
  readonly transformations: readonly TransformationPlugin[];
  readonly predicates: readonly PredicatePlugin[];
}
