import { defineConfig } from '../config/config-def.ts';
import { definePredicate } from '../config/define-transformation.ts';
import { KAFKA_VERSION } from './version.ts';

/** Follows `org.apache.kafka.connect.transforms.predicates.RecordIsTombstone`. */
export const recordIsTombstone = definePredicate({
  className: 'org.apache.kafka.connect.transforms.predicates.RecordIsTombstone',
  version: KAFKA_VERSION,
  documentation: 'True of records whose value is null.',
  configDef: defineConfig({}),
  create: () => ({ test: ({ value }) => value === null }),
});
