import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { ConfigError, DataError } from '../connect/errors.ts';
import { type Schema, withOptions } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { replaceNullWithDefault } from './record/common-keys.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { perSchema } from './record/per-schema.ts';
import type { Side } from './record/side.ts';
import { fieldReader, readAll } from './record/struct-fields.ts';
import { KAFKA_VERSION } from './record/version.ts';

const setSchemaMetadataConfig = defineConfig({
  'schema.name': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'Name to give the schema.',
  },
  'schema.version': {
    type: 'INT',
    default: null,
    importance: 'HIGH',
    documentation: 'Version to give the schema.',
  },
  ...replaceNullWithDefault,
});

const createSetSchemaMetadata = (config: ConfigOf<typeof setSchemaMetadataConfig>, side: Side): Transformation => {
  const { 'schema.name': name, 'schema.version': version } = config;
  if (name === null && version === null) throw new ConfigError('Neither schema name nor version configured');
  const compiled = perSchema((schema: Schema) => {
    const updated = withOptions(schema, { name: name ?? schema.name, version: version ?? schema.version });
    if (updated.type !== 'STRUCT') return { schema: updated, struct: (struct: Struct) => struct };
    const readField = fieldReader(updated, config['replace.null.with.default']);
    return { schema: updated, struct: (struct: Struct) => new Struct(updated, readAll(struct, readField)) };
  });
  return {
    apply: (record) => {
      const schema = side.schema(record);
      const value = side.value(record);
      if (schema === null && value === null) return record;
      if (schema === null) throw new DataError('Schema required for [updating schema metadata]');
      const updated = compiled(schema);
      return side.replace(record, updated.schema, value instanceof Struct ? updated.struct(value) : value);
    },
  };
};

/** Follows `org.apache.kafka.connect.transforms.SetSchemaMetadata`. */
export const setSchemaMetadata = defineKeyAndValue({
  className: 'org.apache.kafka.connect.transforms.SetSchemaMetadata',
  version: KAFKA_VERSION,
  documentation: 'Gives the schema another name, version or both.',
  configDef: setSchemaMetadataConfig,
  create: createSetSchemaMetadata,
});
