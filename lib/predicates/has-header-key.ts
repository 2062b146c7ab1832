import { defineConfig } from '../config/config-def.ts';
import { definePredicate } from '../config/define-transformation.ts';
import { nonEmptyString } from '../config/validators.ts';
import { KAFKA_VERSION } from './version.ts';

/** Follows `org.apache.kafka.connect.transforms.predicates.HasHeaderKey`. */
export const hasHeaderKey = definePredicate({
  className: 'org.apache.kafka.connect.transforms.predicates.HasHeaderKey',
  version: KAFKA_VERSION,
  documentation: 'True of records with at least one header of a name.',
  configDef: defineConfig({
    name: {
      type: 'STRING',
      importance: 'MEDIUM',
      documentation: 'Name of the header.',
      validator: nonEmptyString,
    },
  }),
  create: ({ name }) => ({ test: ({ headers }) => headers.some(({ key }) => key === name) }),
});
