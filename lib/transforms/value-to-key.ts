import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { entryOf, mapLike } from '../connect/connect-map.ts';
import { DataError } from '../connect/errors.ts';
import { newRecord } from '../connect/record.ts';
import { fieldOf, type StructSchema, structSchema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { perSchema } from './record/per-schema.ts';
import { requireMap, requireStruct } from './record/requirements.ts';
import { fieldReader } from './record/struct-fields.ts';
import { nonEmptyList } from './record/validators.ts';
import { KAFKA_VERSION } from './record/version.ts';

const valueToKeyConfig = defineConfig({
  fields: {
    type: 'LIST',
    importance: 'HIGH',
    documentation: 'Names of the fields of the value that make the key.',
    validator: nonEmptyList,
  },
  ...replaceNullWithDefault,
});

const PURPOSE = 'copying fields from value to key';

/** Follows `org.apache.kafka.connect.transforms.ValueToKey`. */
export const valueToKey = defineTransformation({
  className: 'org.apache.kafka.connect.transforms.ValueToKey',
  version: KAFKA_VERSION,
  documentation: 'Makes a new key of fields of the value.',
  configDef: valueToKeyConfig,
  create: (config) => {
    const compiled = perSchema((schema: StructSchema) => {
      const fields = config.fields.map((name) => {
        const field = fieldOf(schema, name);
        if (field === undefined) throw new DataError(`Field does not exist: ${name}`);
        return field;
      });
      const keySchema = structSchema(fields.map((field) => [field.name, field.schema]));
      const readField = fieldReader(schema, config['replace.null.with.default']);
      return {
        schema: keySchema,
        keyOf: (struct: Struct) =>
          new Struct(
            keySchema,
            fields.map(({ index }) => readField(struct, index)),
          ),
      };
    });
    return {
      apply: (record) => {
        if (record.valueSchema === null) {
          const map = requireMap(record.value, PURPOSE);
          const key = mapLike(
            map,
            config.fields.map((name) => [name, entryOf(map, name)] as const),
          );
          return newRecord(record, { keySchema: null, key });
        }
        const struct = requireStruct(record.value, PURPOSE);
        const { schema, keyOf } = compiled(struct.schema);
        return newRecord(record, { keySchema: schema, key: keyOf(struct) });
      },
    };
  },
});
