import { DataError } from '../../../connect/errors.ts';
import type { Header } from '../../../connect/header.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import {
  INT32_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  type Schema,
  STRING_SCHEMA,
  type StructSchema,
  structSchema,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../../../connect/value.ts';
import { createSchemaFingerprints } from '../schema-fingerprints.ts';
import type { EnvelopeFields } from './envelope-fields.ts';

const METADATA_SCHEMA = structSchema([
  ['timestamp', OPTIONAL_INT64_SCHEMA],
  ['topic', STRING_SCHEMA],
  ['partition', INT32_SCHEMA],
  ['offset', INT64_SCHEMA],
]);

const MAX_SCHEMAS = 1000;

const optional = (schema: Schema): Schema => (schema.optional ? schema : { ...schema, optional: true });

/** A struct has the schema of its field. */
const member = (value: ConnectValue, schema: Schema | undefined): ConnectValue =>
  value instanceof Struct && schema?.type === 'STRUCT' ? new Struct(schema, value.values) : value;

const requireSchema = (what: string, { schema, value }: SchemaAndValue): void => {
  if (schema === null && value !== null)
    throw new DataError(
      `The ${what} has no schema, which AVRO and PARQUET need: use a converter with schemas, or JSON`,
    );
};

/** By name; of headers with one name the last counts. */
const sorted = (headers: SinkRecord['headers']): readonly Header[] => {
  for (const header of headers) requireSchema(`header ${header.key}`, header);
  const last = new Map(headers.filter(({ schema }) => schema !== null).map((header) => [header.key, header]));
  return [...last.values()].toSorted((one, other) => (one.key < other.key ? -1 : 1));
};

interface Parts {
  readonly schema: StructSchema;
  readonly headersSchema: StructSchema | null;
}

/** A record as a struct; follows `EnvelopeWithSchemaTransformer`. Parts without a schema have no field. */
export const createStructEnvelope = (fields: EnvelopeFields): ((record: SinkRecord) => SchemaAndValue) => {
  const fingerprintOf = createSchemaFingerprints();
  const known = new Map<string, Parts>();

  const build = (record: SinkRecord, headers: readonly Header[]): Parts => {
    const headersSchema =
      headers.length === 0
        ? null
        : structSchema(headers.flatMap(({ key, schema }) => (schema ? [[key, optional(schema)]] : [])));
    const { keySchema, valueSchema } = record;
    return {
      headersSchema,
      schema: structSchema([
        ...(fields.key && keySchema !== null ? [['key', optional(keySchema)] as const] : []),
        ...(fields.value && valueSchema !== null ? [['value', optional(valueSchema)] as const] : []),
        ...(headersSchema === null ? [] : [['headers', headersSchema] as const]),
        ...(fields.metadata ? [['metadata', METADATA_SCHEMA] as const] : []),
      ]),
    };
  };

  const partsOf = (record: SinkRecord, headers: readonly Header[]): Parts => {
    const names = headers.map(({ key, schema }) => `${key}:${fingerprintOf(schema)}`);
    const name = JSON.stringify([fingerprintOf(record.keySchema), fingerprintOf(record.valueSchema), ...names]);
    const parts = known.get(name) ?? build(record, headers);
    if (known.size > MAX_SCHEMAS) known.clear();
    known.set(name, parts);
    return parts;
  };

  const metadata = ({ timestamp, topic, kafkaPartition, kafkaOffset }: SinkRecord): Struct =>
    new Struct(METADATA_SCHEMA, [timestamp, topic, kafkaPartition, kafkaOffset]);

  const headersStruct = (headers: readonly Header[], schema: StructSchema | null): ConnectValue =>
    schema &&
    new Struct(
      schema,
      headers.map(({ value }, index) => member(value, schema.fields[index]?.schema)),
    );

  return (record) => {
    if (fields.key) requireSchema('key', { schema: record.keySchema, value: record.key });
    if (fields.value) requireSchema('value', { schema: record.valueSchema, value: record.value });
    const headers = fields.headers ? sorted(record.headers) : [];
    const { schema, headersSchema } = partsOf(record, headers);
    const given: Readonly<Record<string, () => ConnectValue>> = {
      key: () => record.key,
      value: () => record.value,
      headers: () => headersStruct(headers, headersSchema),
      metadata: () => metadata(record),
    };
    const values = schema.fields.map((field) => member(given[field.name]?.() ?? null, field.schema));
    return { schema, value: new Struct(schema, values) };
  };
};
