import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { newRecord } from '../connect/record.ts';
import { parseString } from '../connect/values.ts';
import { KAFKA_VERSION } from './record/version.ts';

/** Follows `org.apache.kafka.connect.transforms.InsertHeader`. */
export const insertHeader = defineTransformation({
  className: 'org.apache.kafka.connect.transforms.InsertHeader',
  version: KAFKA_VERSION,
  documentation: 'Adds a header to every record.',
  configDef: defineConfig({
    header: {
      type: 'STRING',
      importance: 'HIGH',
      documentation: 'Name of the header.',
    },
    'value.literal': {
      type: 'STRING',
      importance: 'HIGH',
      documentation: 'Its value, in the narrowest type that the text spells: 42 is INT8, true BOOLEAN, [1,2] an array.',
    },
  }),
  create: (config) => {
    const added = { key: config.header, ...parseString(config['value.literal']) };
    return { apply: (record) => newRecord(record, { headers: [...record.headers, added] }) };
  },
});
