import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { newRecord } from '../connect/record.ts';
import { nonEmptyList } from './record/validators.ts';
import { KAFKA_VERSION } from './record/version.ts';

/** Follows `org.apache.kafka.connect.transforms.DropHeaders`. */
export const dropHeaders = defineTransformation({
  className: 'org.apache.kafka.connect.transforms.DropHeaders',
  version: KAFKA_VERSION,
  documentation: 'Removes headers, every one of each name.',
  configDef: defineConfig({
    headers: {
      type: 'LIST',
      importance: 'HIGH',
      documentation: 'Names of the headers to remove.',
      validator: nonEmptyList,
    },
  }),
  create: (config) => {
    const dropped = new Set(config.headers);
    return {
      apply: (record) =>
        record.headers.length === 0
          ? record
          : newRecord(record, { headers: record.headers.filter(({ key }) => !dropped.has(key)) }),
    };
  },
});
