import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { oneOfIgnoringCase } from '../config/validators.ts';
import { DataError } from '../connect/errors.ts';
import { newRecord } from '../connect/record.ts';
import { fieldOf, type StructSchema, structSchema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import type { Transformation } from '../connect/transformation.ts';
import { ADJUSTMENT_MODES, schemaNameAdjuster } from '../formats/avro/name-adjuster.ts';
import { envelopeOf, structIn } from './debezium/envelope.ts';
import { createSourceSchemaBlock } from './debezium/source-schema-block.ts';
import { perSchema } from './record/per-schema.ts';
import { requireStruct } from './record/requirements.ts';
import { basicsOf, fieldReader, fieldsOf, readAll } from './record/struct-fields.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const extractSchemaConfig = defineConfig({
  'schema.name.adjustment.mode': {
    type: 'STRING',
    default: 'none',
    importance: 'MEDIUM',
    width: 'MEDIUM',
    displayName: 'Schema Name Adjustment',
    documentation: 'How the names of the schemas added are made to fit the converter, as in the connector.',
    validator: oneOfIgnoringCase(...ADJUSTMENT_MODES),
    // The original reads it, but does not list it.
    internal: true,
  },
});

const rowSchemaOf = (envelope: StructSchema): StructSchema => {
  const row = fieldOf(envelope, 'after')?.schema;
  if (row?.type === 'STRUCT') return row;
  throw new DataError(`The schema ${envelope.name} has no struct after`);
};

const createExtractSchema = (config: ConfigOf<typeof extractSchemaConfig>): Transformation => {
  const block = createSourceSchemaBlock(schemaNameAdjuster(config['schema.name.adjustment.mode']));
  const compiled = perSchema((envelope: StructSchema) => ({
    schema: structSchema([...fieldsOf(envelope), ['sourceSchema', block.schema]], {
      ...basicsOf(envelope),
      optional: envelope.optional,
      defaultValue: envelope.defaultValue,
    }),
    table: block.tableOf(rowSchemaOf(envelope)),
    readField: fieldReader(envelope, true),
  }));

  const described = (event: Struct): Struct => {
    const { schema, table, readField } = compiled(event.schema);
    const source = requireStruct(event.get('source'), 'Reading the table');
    return new Struct(schema, [...readAll(event, readField), block.of(String(source.get('table')), table)]);
  };

  return {
    apply: (record) => {
      const event = envelopeOf(record);
      // Truncations and messages of the log have neither.
      if (event === undefined || (structIn(event, 'after') ?? structIn(event, 'before')) === null) return record;
      const value = described(event);
      return newRecord(record, { valueSchema: value.schema, value });
    },
  };
};

/** Follows `io.debezium.transforms.ExtractSchemaToNewRecord`, of which Debezium's documentation says nothing. */
export const extractSchemaToNewRecord = defineTransformation({
  className: 'io.debezium.transforms.ExtractSchemaToNewRecord',
  version: DEBEZIUM_VERSION,
  documentation: 'Adds a description of the table to change events, of what column.propagate.source.type tells.',
  configDef: extractSchemaConfig,
  create: createExtractSchema,
});
