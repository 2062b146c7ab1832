import { defineConfig } from '../config/config-def.ts';
import { oneOf } from '../config/validators.ts';
import { DataError } from '../connect/errors.ts';
import { type Schema, withOptions } from '../connect/schema.ts';
import { defineKeyAndValue } from './record/define-key-and-value.ts';
import { perSchema } from './record/per-schema.ts';
import { CONFLUENT_VERSION } from './record/version.ts';

/** Follows `io.confluent.connect.transforms.Drop`, https://docs.confluent.io/kafka-connectors/transforms/current/drop.html */
export const drop = defineKeyAndValue({
  className: 'io.confluent.connect.transforms.Drop',
  version: CONFLUENT_VERSION,
  documentation: 'Sets the key or value to null.',
  configDef: defineConfig({
    'schema.behavior': {
      type: 'STRING',
      default: 'nullify',
      importance: 'MEDIUM',
      documentation:
        'What becomes of the schema: nullify removes it, retain keeps it, validate refuses one that is not optional, force_optional makes it optional.',
      validator: oneOf('nullify', 'retain', 'validate', 'force_optional'),
    },
  }),
  create: (config, side) => {
    const behavior = config['schema.behavior'];
    const optional = perSchema((schema: Schema) =>
      schema.optional ? schema : withOptions(schema, { optional: true }),
    );
    const schemaFor = (schema: Schema): Schema | null => {
      if (behavior === 'nullify') return null;
      if (behavior === 'force_optional') return optional(schema);
      if (behavior === 'validate' && !schema.optional)
        throw new DataError(`The ${side.name.toLowerCase()} cannot be dropped, for its schema is not optional`);
      return schema;
    };
    return {
      apply: (record) => {
        const schema = side.schema(record);
        return side.replace(record, schema === null ? null : schemaFor(schema), null);
      },
    };
  },
});
