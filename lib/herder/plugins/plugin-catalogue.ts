import type { ConnectorPlugin } from '../../config/define-connector.ts';
import type { ConverterPlugin, HeaderConverterPlugin } from '../../config/define-converter.ts';
import type { PredicatePlugin, TransformationPlugin } from '../../config/define-transformation.ts';

/** Everything that this deployment carries; follows `org.apache.kafka.connect.runtime.isolation.Plugins`. */
export interface PluginCatalogue {
  readonly connectors: readonly ConnectorPlugin[];
  readonly converters: readonly ConverterPlugin[];
  readonly headerConverters: readonly HeaderConverterPlugin[];
  readonly transformations: readonly TransformationPlugin[];
  readonly predicates: readonly PredicatePlugin[];
}
