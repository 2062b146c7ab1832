import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { oneOf } from '../config/validators.ts';
import { type ConnectMap, entryOf, renameEntries } from '../connect/connect-map.ts';
import { ConfigError, DataError } from '../connect/errors.ts';
import type { Header } from '../connect/header.ts';
import { newRecord } from '../connect/record.ts';
import type { Field, StructSchema } from '../connect/schema.ts';
import { fieldOf } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { perSchema } from './record/per-schema.ts';
import { requireMap, requireStruct } from './record/requirements.ts';
import type { Side } from './record/side.ts';
import { fieldReader, withFields } from './record/struct-fields.ts';
import { nonEmptyList } from './record/validators.ts';
import { KAFKA_VERSION } from './record/version.ts';

const headerFromConfig = defineConfig({
  fields: {
    type: 'LIST',
    importance: 'HIGH',
    documentation: 'Names of the fields to move or copy.',
    validator: nonEmptyList,
  },
  headers: {
    type: 'LIST',
    importance: 'HIGH',
    documentation: 'Names of the headers to make, in the order of the fields.',
    validator: nonEmptyList,
  },
  operation: {
    type: 'STRING',
    importance: 'HIGH',
    documentation: 'Whether the fields are moved, and gone from the key or value, or copied.',
    validator: oneOf('move', 'copy'),
  },
  ...replaceNullWithDefault,
});

const required = (schema: StructSchema, name: string): Field => {
  const field = fieldOf(schema, name);
  if (field === undefined) throw new DataError(`Field does not exist: ${name}`);
  return field;
};

const createHeaderFrom = (config: ConfigOf<typeof headerFromConfig>, side: Side): Transformation => {
  const { fields, headers } = config;
  if (fields.length !== headers.length)
    throw new ConfigError("'fields' config must have the same number of elements as 'headers' config.");
  const moved = new Set(config.operation === 'move' ? fields : []);
  const purpose = `header ${config.operation}`;

  const compiled = perSchema((schema: StructSchema) => {
    const readField = fieldReader(schema, config['replace.null.with.default']);
    const sources = fields.map((name, at) => ({ ...required(schema, name), key: headers[at] ?? name }));
    const kept = schema.fields.filter(({ name }) => !moved.has(name));
    const rest = withFields(
      schema,
      kept.map((field) => [field.name, field.schema]),
    );
    return {
      headers: (struct: Struct): readonly Header[] =>
        sources.map(({ key, schema: from, index }) => ({ key, schema: from, value: readField(struct, index) })),
      rest: (struct: Struct): Struct =>
        moved.size === 0
          ? struct
          : new Struct(
              rest,
              kept.map(({ index }) => readField(struct, index)),
            ),
    };
  });

  const headersOfMap = (map: ConnectMap): readonly Header[] =>
    fields.map((name, at) => ({ key: headers[at] ?? name, schema: null, value: entryOf(map, name) }));
  const restOfMap = (map: ConnectMap): ConnectMap =>
    moved.size === 0 ? map : renameEntries(map, (name) => (moved.has(name) ? null : name));

  return {
    apply: (record) => {
      if (side.schema(record) === null) {
        const map = requireMap(side.value(record), purpose);
        const out = side.replace(record, null, restOfMap(map));
        return newRecord(out, { headers: [...record.headers, ...headersOfMap(map)] });
      }
      const struct = requireStruct(side.value(record), purpose);
      const source = compiled(struct.schema);
      const rest = source.rest(struct);
      const out = side.replace(record, rest.schema, rest);
      return newRecord(out, { headers: [...record.headers, ...source.headers(struct)] });
    },
  };
};

/**
 * Follows `org.apache.kafka.connect.transforms.HeaderFrom`; a field that the schema does not have is a DataError, where the
 * original ends in a NullPointerException.
 */
export const headerFrom = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.HeaderFrom',
  version: KAFKA_VERSION,
  documentation: 'Moves or copies fields into headers.',
  configDef: headerFromConfig,
  create: createHeaderFrom,
});
