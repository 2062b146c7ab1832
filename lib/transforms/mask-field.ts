import { defineConfig } from '../config/config-def.ts';
import { nonEmptyString } from '../config/validators.ts';
import { entryOf, withEntries } from '../connect/connect-map.ts';
import { createMask } from './mask/create-mask.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { rewriteFields } from './record/rewrite-fields.ts';
import { fieldReader } from './record/struct-fields.ts';
import { nonEmptyList } from './record/validators.ts';
import { KAFKA_VERSION } from './record/version.ts';

const maskFieldConfig = defineConfig({
  fields: {
    type: 'LIST',
    importance: 'HIGH',
    documentation: 'Names of the fields to mask.',
    validator: nonEmptyList,
  },
  replacement: {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'What numbers and strings are replaced by; by default 0, false, the empty string and the like.',
    validator: nonEmptyString,
  },
  ...replaceNullWithDefault,
});

/** Follows `org.apache.kafka.connect.transforms.MaskField`; but a masked decimal keeps its scale, without which it fits no schema. */
export const maskField = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.MaskField',
  version: KAFKA_VERSION,
  documentation: 'Replaces the values of fields by the empty one of their type, or by one given. null stays null.',
  configDef: maskFieldConfig,
  create: (config, side) => {
    const names = new Set(config.fields);
    const mask = createMask(config.replacement);
    return rewriteFields(side, {
      purpose: 'mask fields',
      passesNull: false,
      compile: (schema) => {
        const readField = fieldReader(schema, config['replace.null.with.default']);
        const fields = schema.fields.map((field) => ({ ...field, isMasked: names.has(field.name) }));
        return {
          schema,
          values: (struct) =>
            fields.map(({ index, isMasked, schema: from }) => {
              const value = readField(struct, index);
              return isMasked ? mask(from, value) : value;
            }),
        };
      },
      rewriteMap: (map) =>
        withEntries(
          map,
          config.fields.map((name) => [name, mask(null, entryOf(map, name))] as const),
        ),
    });
  },
});
