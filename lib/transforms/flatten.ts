import { defineConfig } from '../config/config-def.ts';
import type { ConnectValue } from '../connect/value.ts';
import { flattenMap } from './flatten/flatten-map.ts';
import { collectFlat, flattenSchema } from './flatten/flatten-schema.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { rewriteFields } from './record/rewrite-fields.ts';
import { KAFKA_VERSION } from './record/version.ts';

/** Follows `org.apache.kafka.connect.transforms.Flatten`. */
export const flatten = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.Flatten',
  version: KAFKA_VERSION,
  documentation:
    'Lifts the fields of nested structs or maps to the top, under their full names. Arrays stay as they are.',
  configDef: defineConfig({
    delimiter: {
      type: 'STRING',
      default: '.',
      importance: 'MEDIUM',
      documentation: 'What stands between the names of outer and inner fields.',
    },
  }),
  create: ({ delimiter }, side) =>
    rewriteFields(side, {
      purpose: 'flattening',
      passesNull: true,
      compile: (schema) => ({
        schema: flattenSchema(schema, delimiter),
        values: (struct) => {
          const values: ConnectValue[] = [];
          collectFlat(schema, struct, values);
          return values;
        },
      }),
      rewriteMap: (map) => flattenMap(map, delimiter),
    }),
});
