import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { KAFKA_VERSION } from './record/version.ts';

/** Follows `org.apache.kafka.connect.transforms.Filter`. */
export const filter = defineTransformation({
  className: 'org.apache.kafka.connect.transforms.Filter',
  version: KAFKA_VERSION,
  documentation: 'Drops every record that it is given: use it with a predicate.',
  configDef: defineConfig({}),
  create: () => ({ apply: () => null }),
});
