import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { entryOf, withEntries } from '../connect/connect-map.ts';
import { primitiveSchema, type Schema } from '../connect/schema.ts';
import type { Transformation } from '../connect/transformation.ts';
import { type CastType, parseCastSpec } from './cast/cast-spec.ts';
import { castValue } from './cast/cast-value.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { perSchema } from './record/per-schema.ts';
import { rewriteFields } from './record/rewrite-fields.ts';
import type { Side } from './record/side.ts';
import { basicsOf, fieldReader, withFields } from './record/struct-fields.ts';
import { listOf } from './record/validators.ts';
import { KAFKA_VERSION } from './record/version.ts';

const castConfig = defineConfig({
  spec: {
    type: 'LIST',
    importance: 'HIGH',
    documentation:
      'Pairs field:type, or one type for the whole key or value. Types are int8, int16, int32, int64, float32, float64, boolean and string; bytes can become strings only.',
    validator: listOf('list of colon-delimited pairs, such as foo:int32,bar:string', parseCastSpec),
  },
  ...replaceNullWithDefault,
});

const castDefault = (schema: Schema, type: CastType) =>
  schema.defaultValue === undefined ? undefined : castValue(schema, schema.defaultValue, type);

const castWhole = (type: CastType, side: Side): Transformation => {
  const schemaOf = perSchema((schema: Schema) =>
    primitiveSchema(type, {
      ...basicsOf(schema),
      optional: schema.optional,
      defaultValue: castDefault(schema, type),
    }),
  );
  return {
    apply: (record) => {
      const schema = side.schema(record);
      const value = side.value(record);
      if (value === null) return record;
      return side.replace(record, schema && schemaOf(schema), castValue(schema, value, type));
    },
  };
};

const castSchema = (schema: Schema, type: CastType | undefined): Schema =>
  type === undefined
    ? schema
    : primitiveSchema(type, { optional: schema.optional, defaultValue: castDefault(schema, type) });

const castFields = (
  types: ReadonlyMap<string, CastType>,
  config: ConfigOf<typeof castConfig>,
  side: Side,
): Transformation =>
  rewriteFields(side, {
    purpose: 'cast types',
    passesNull: true,
    compile: (schema) => {
      const fields = schema.fields.map((field) => ({ ...field, type: types.get(field.name) }));
      const readField = fieldReader(schema, config['replace.null.with.default']);
      return {
        schema: withFields(
          schema,
          fields.map((field) => [field.name, castSchema(field.schema, field.type)]),
          schema.optional,
        ),
        values: (struct) =>
          fields.map(({ index, schema: from, type }) => {
            const value = readField(struct, index);
            return type === undefined ? value : castValue(from, value, type);
          }),
      };
    },
    rewriteMap: (map) =>
      withEntries(
        map,
        Array.from(types, ([name, type]) => [name, castValue(null, entryOf(map, name), type)] as const),
      ),
  });

/** Follows `org.apache.kafka.connect.transforms.Cast`. */
export const cast = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.Cast',
  version: KAFKA_VERSION,
  documentation: 'Casts fields, or the whole key or value, to another type.',
  configDef: castConfig,
  create: (config, side) => {
    const spec = parseCastSpec(config.spec);
    return spec.whole === null ? castFields(spec.fields, config, side) : castWhole(spec.whole, side);
  },
});
