import { defineConfig } from '../config/config-def.ts';
import { oneOfIgnoringCase } from '../config/validators.ts';
import { DataError } from '../connect/errors.ts';
import type { Schema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { entryAtPath, type FoundField, findField, parseFieldPath } from './record/field-path.ts';
import { perSchema } from './record/per-schema.ts';
import { requireMap, requireStruct } from './record/requirements.ts';
import { KAFKA_VERSION } from './record/version.ts';

const extractFieldConfig = defineConfig({
  field: {
    type: 'STRING',
    importance: 'MEDIUM',
    documentation: 'Name of the field that becomes the whole key or value, or, with syntax version V2, the path to it.',
  },
  ...replaceNullWithDefault,
  'field.syntax.version': {
    type: 'STRING',
    default: 'V1',
    importance: 'HIGH',
    documentation:
      'V1 takes the field for a name. V2 takes dots in it for steps into nested fields; a name with dots goes in backticks.',
    validator: oneOfIgnoringCase('V1', 'V2'),
  },
});

const PURPOSE = 'field extraction';

/** Follows `org.apache.kafka.connect.transforms.ExtractField`. */
export const extractField = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.ExtractField',
  version: KAFKA_VERSION,
  documentation: 'Replaces a struct or map by one of its fields.',
  configDef: extractFieldConfig,
  create: (config, side) => {
    const path = parseFieldPath(config.field, config['field.syntax.version']);
    const fieldIn = perSchema((schema: Schema): FoundField => {
      const found = schema.type === 'STRUCT' ? findField(schema, path, config['replace.null.with.default']) : undefined;
      if (found !== undefined) return found;
      throw new DataError(`Unknown field: ${config.field}`, { className: 'java.lang.IllegalArgumentException' });
    });
    return {
      apply: (record) => {
        const value = side.value(record);
        const schema = side.schema(record);
        if (schema === null)
          return side.replace(record, null, value === null ? null : entryAtPath(requireMap(value, PURPOSE), path));
        if (value !== null) requireStruct(value, PURPOSE);
        const field = fieldIn(value instanceof Struct ? value.schema : schema);
        return side.replace(record, field.schema, field.read(value));
      },
    };
  },
});
