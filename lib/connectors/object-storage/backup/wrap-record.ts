import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema, StructSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../../../connect/value.ts';
import { writeSchemaless } from '../../../formats/json/write-schemaless.ts';
import { envelopeSchema, FORMAT_VERSION } from './envelope-schema.ts';
import { NO_TYPE, SCHEMALESS } from './schema-type.ts';
import { wrapHeader } from './wrap-header.ts';

interface Part {
  readonly value: ConnectValue;
  readonly type: string;
}

const partOf = (schema: Schema | null, value: ConnectValue, type: string): Part => {
  if (schema !== null) return { value, type };
  return value === null ? { value, type: NO_TYPE } : { value: writeSchemaless(value), type: SCHEMALESS };
};

const NO_SCHEMA = {};

/** Envelopes of equal schema objects have one schema object. */
const createSchemas = (): ((key: Schema | null, value: Schema | null) => StructSchema) => {
  const known = new WeakMap<object, WeakMap<object, StructSchema>>();
  return (key, value) => {
    const ofKey = known.get(key ?? NO_SCHEMA) ?? new WeakMap<object, StructSchema>();
    known.set(key ?? NO_SCHEMA, ofKey);
    const schema = ofKey.get(value ?? NO_SCHEMA) ?? envelopeSchema(key, value);
    ofKey.set(value ?? NO_SCHEMA, schema);
    return schema;
  };
};

/**
 * Makes envelopes that say everything about a record; follows Confluent's `EnvelopeTransformer`.
 *
 * @param types what the keys and values of this connector's converters are called.
 */
export const createRecordWrapper = (types: {
  readonly key: string;
  readonly value: string;
}): ((record: SinkRecord) => SchemaAndValue) => {
  const schemaOf = createSchemas();
  return (record) => {
    const schema = schemaOf(record.keySchema, record.valueSchema);
    const key = partOf(record.keySchema, record.key, types.key);
    const value = partOf(record.valueSchema, record.value, types.value);
    const { originalTopic, originalKafkaPartition, originalKafkaOffset, timestamp, timestampType } = record;
    const place = [originalTopic, originalKafkaPartition, originalKafkaOffset];
    const described = [null, null, key.type, value.type, null, null, null, null, FORMAT_VERSION];
    const headers = record.headers.map(wrapHeader);
    return {
      schema,
      value: new Struct(schema, [key.value, value.value, headers, ...place, timestamp, timestampType, ...described]),
    };
  };
};
