import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { INT64_SCHEMA, mapSchema, type Schema, STRING_SCHEMA, structSchema } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import type { ConnectValue, SchemaAndValue } from '../../../connect/value.ts';
import { createSchemaFingerprints } from '../schema-fingerprints.ts';

/** The name of a record of fields. */
export const ENVELOPE = 'connector_records';

interface EnvelopeOptions {
  readonly fields: readonly string[];
  /** Whether a value that is written alone still stands in a record. */
  readonly isWrapped: boolean;
  readonly namespace: string;
}

/** What is written of records whose formats have schemas. */
export interface Envelope {
  /** Equal for records that may share a file. @throws DataError */
  kindOf(record: SinkRecord): string;
  /** @throws DataError for records without the schemas that it takes. */
  select(record: SinkRecord): SchemaAndValue;
}

const MAX_SCHEMAS = 1000;

const withSchema = (schema: Schema | null, what: string): Schema => {
  if (schema === null) throw new DataError(`Record ${what} without schema`);
  return schema;
};

/** The type of all headers; `null` where there are none. */
const headerSchema = ({ headers }: SinkRecord): Schema | null => {
  const [first, ...others] = headers;
  if (first === undefined) return null;
  const schema = withSchema(first.schema, `header ${first.key}`);
  for (const other of others)
    if (withSchema(other.schema, `header ${other.key}`).type !== schema.type)
      throw new DataError(
        `Header ${other.key} is not of the type ${schema.type} of the headers before it: use StringConverter or similar`,
      );
  return schema;
};

const schemaOf = (field: string, record: SinkRecord): Schema | null => {
  if (field === 'key') return withSchema(record.keySchema, 'key');
  if (field === 'value') return withSchema(record.valueSchema, 'value');
  if (field !== 'headers') return INT64_SCHEMA;
  const schema = headerSchema(record);
  return schema && mapSchema(STRING_SCHEMA, schema);
};

const fieldOf = (field: string, record: SinkRecord): ConnectValue => {
  if (field === 'key') return record.key;
  if (field === 'value') return record.value;
  if (field === 'offset') return record.kafkaOffset;
  if (field === 'timestamp') return record.timestamp;
  return new Map(record.headers.map(({ key, value }) => [key, value]));
};

/** A map that is written alone becomes a record of its entries. */
const isSpread = (schema: Schema | null): boolean =>
  schema?.type === 'MAP' && !schema.optional && schema.keySchema.type === 'STRING' && !schema.keySchema.optional;

/**
 * Records of the fields of Kafka's records; follows Aiven's `SinkSchemaBuilder` and `SinkRecordConverter`. The field of headers is
 * left out where there are none.
 */
export const createEnvelope = ({ fields, isWrapped, namespace }: EnvelopeOptions): Envelope => {
  const fingerprintOf = createSchemaFingerprints();
  const schemas = new Map<string, Schema>();
  const [only = 'value'] = fields;
  const mayUnwrap = !isWrapped && fields.length === 1 && (only === 'value' || only === 'key');
  const hasHeaders = fields.includes('headers');

  const wrappedKind = (record: SinkRecord): string =>
    `${fingerprintOf(record.keySchema)},${fingerprintOf(record.valueSchema)},${hasHeaders ? fingerprintOf(headerSchema(record)) : ''}`;

  const envelopeSchema = (kind: string, members: () => ReadonlyArray<readonly [string, Schema]>): Schema => {
    const schema = schemas.get(kind) ?? structSchema(members(), { name: `${namespace}.${ENVELOPE}` });
    if (schemas.size > MAX_SCHEMAS) schemas.clear();
    schemas.set(kind, schema);
    return schema;
  };

  const structOf = (schema: Schema, values: readonly ConnectValue[]): SchemaAndValue => {
    if (schema.type !== 'STRUCT') throw new DataError('Fields stand in a struct');
    return { schema, value: new Struct(schema, values) };
  };

  const wrap = (record: SinkRecord): SchemaAndValue => {
    const schema = envelopeSchema(wrappedKind(record), () =>
      fields.flatMap((field) => {
        const own = schemaOf(field, record);
        return own === null ? [] : [[field, own] as const];
      }),
    );
    const written = record.headers.length === 0 ? fields.filter((field) => field !== 'headers') : fields;
    return structOf(
      schema,
      written.map((field) => fieldOf(field, record)),
    );
  };

  const namesOf = (record: SinkRecord): readonly string[] => {
    const value = fieldOf(only, record);
    return value instanceof Map ? [...value.keys()].map(String).sort() : [];
  };

  const spread = (record: SinkRecord): SchemaAndValue => {
    const own = withSchema(schemaOf(only, record), only);
    const value = fieldOf(only, record);
    if (own.type !== 'MAP' || !(value instanceof Map)) throw new DataError(`Record ${only} is not a map`);
    const names = namesOf(record);
    const schema = envelopeSchema(`${wrappedKind(record)},${JSON.stringify(names)}`, () =>
      names.map((name) => [name, own.valueSchema] as const),
    );
    return structOf(
      schema,
      names.map((name) => value.get(name) ?? null),
    );
  };

  return {
    kindOf: (record) => {
      const kind = wrappedKind(record);
      const names = mayUnwrap && isSpread(schemaOf(only, record)) ? namesOf(record) : [];
      return names.length === 0 ? kind : `${kind},${fingerprintOf(spread(record).schema)}`;
    },
    select: (record) => {
      const own = mayUnwrap ? schemaOf(only, record) : null;
      if (own?.type === 'STRUCT' && !own.optional) return { schema: own, value: fieldOf(only, record) };
      return isSpread(own) ? spread(record) : wrap(record);
    },
  };
};
