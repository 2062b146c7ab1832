import { converters, headerConverters } from '../lib/converters/catalogue.ts';
import { predicates } from '../lib/predicates/catalogue.ts';
import type { RecordPlugins } from '../lib/runtime/plugins/record-plugins.ts';
import { transformations } from '../lib/transforms/catalogue.ts';

/** Everything that can stand between a connector and Kafka. */
export const recordPlugins: RecordPlugins = { converters, headerConverters, transformations, predicates };
