import { defineConfig } from '../config/config-def.ts';
import { defineTransformation } from '../config/define-transformation.ts';
import { type ConnectRecord, newRecord } from '../connect/record.ts';
import type { Schema, StructSchema } from '../connect/schema.ts';
import { Struct } from '../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../connect/value.ts';
import { createNaming, namingKeys } from './debezium/naming-style.ts';
import { createRenamedFields, type RenamedFields } from './debezium/renamed-fields.ts';
import { DEBEZIUM_VERSION } from './record/version.ts';

const keys = namingKeys('Column', 'fields, and so of the columns named after them,');

/** @returns what is no struct as it is. */
const renamedBy =
  (renamedOf: (schema: StructSchema) => RenamedFields) =>
  (schema: Schema | null, value: ConnectValue): SchemaAndValue => {
    if (schema?.type !== 'STRUCT') return { schema, value };
    const renamed = renamedOf(schema);
    return { schema: renamed.schema, value: value instanceof Struct ? renamed.read(value) : value };
  };

/** Without a schema there are no fields to rename; the key of a tombstone is that of a row all the same. */
const isLeftAlone = ({ valueSchema, value }: ConnectRecord): boolean =>
  valueSchema === null ? value !== null : valueSchema.type !== 'STRUCT';

/**
 * Follows `io.debezium.connector.jdbc.transforms.FieldNameTransformation`; but it renames the key of a tombstone, too, which
 * the original leaves as it is, so that its row is not found.
 * https://debezium.io/documentation/reference/stable/connectors/jdbc.html#jdbc-field-naming-transformation
 */
export const fieldNameTransformation = defineTransformation({
  className: 'io.debezium.connector.jdbc.transforms.FieldNameTransformation',
  version: DEBEZIUM_VERSION,
  documentation:
    "Renames the fields of keys and values to another style, with a prefix and a suffix, for a sink's columns.",
  configDef: defineConfig({
    'column.naming.prefix': keys.prefix,
    'column.naming.suffix': keys.suffix,
    'column.naming.style': keys.style,
  }),
  create: (config) => {
    const rename = createNaming({
      style: config['column.naming.style'],
      prefix: config['column.naming.prefix'],
      suffix: config['column.naming.suffix'],
    });
    const { ofKey, ofValue } = createRenamedFields(rename);
    const renamedKey = renamedBy(ofKey);
    const renamedValue = renamedBy(ofValue);
    return {
      apply: (record) => {
        if (isLeftAlone(record)) return record;
        const key = renamedKey(record.keySchema, record.key);
        const value = renamedValue(record.valueSchema, record.value);
        return newRecord(record, {
          keySchema: key.schema,
          key: key.value,
          valueSchema: value.schema,
          value: value.value,
        });
      },
    };
  },
});
