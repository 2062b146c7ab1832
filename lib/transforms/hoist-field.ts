import { defineConfig } from '../config/config-def.ts';
import { type Schema, structSchema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { perSchema } from './record/per-schema.ts';
import { KAFKA_VERSION } from './record/version.ts';

/** Follows `org.apache.kafka.connect.transforms.HoistField`. */
export const hoistField = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.HoistField',
  version: KAFKA_VERSION,
  documentation: 'Wraps the whole, null included, as the only field of a struct, or of a map when there is no schema.',
  configDef: defineConfig({
    field: {
      type: 'STRING',
      importance: 'MEDIUM',
      documentation: 'Name of the field.',
    },
  }),
  create: ({ field }, side) => {
    const schemaOf = perSchema((schema: Schema) => structSchema([[field, schema]]));
    return {
      apply: (record) => {
        const value = side.value(record);
        const schema = side.schema(record);
        if (schema === null) return side.replace(record, null, { [field]: value });
        const hoisted = schemaOf(schema);
        return side.replace(record, hoisted, new Struct(hoisted, [value]));
      },
    };
  },
});
