import {
  arraySchema,
  INT32_SCHEMA,
  INT64_SCHEMA,
  OPTIONAL_INT32_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
  type Schema,
  STRING_SCHEMA,
  type StructSchema,
  structSchema,
} from '../../../connect/schema.ts';

/** A header in an envelope; values are texts, `headerSchemaType` says how to read them. */
export const HEADER_SCHEMA = structSchema(
  [
    ['headerKey', STRING_SCHEMA],
    ['headerValue', OPTIONAL_STRING_SCHEMA],
    ['headerSchemaType', OPTIONAL_STRING_SCHEMA],
  ],
  { name: 'io.confluent.connect.storage.Header' },
);

const HEADERS_SCHEMA = arraySchema(HEADER_SCHEMA, { optional: true });

/** Of envelopes written today. */
export const FORMAT_VERSION = 1;

/**
 * The schema of a whole record; follows Confluent's `EnvelopeSchemaBuilder`. What registries know of schemas stays empty here, and
 * where a key or value has no schema its text stands for it.
 */
export const envelopeSchema = (key: Schema | null, value: Schema | null): StructSchema =>
  structSchema(
    [
      ['key', key ?? OPTIONAL_STRING_SCHEMA],
      ['value', value ?? OPTIONAL_STRING_SCHEMA],
      ['headers', HEADERS_SCHEMA],
      ['topic', STRING_SCHEMA],
      ['partition', INT32_SCHEMA],
      ['offset', INT64_SCHEMA],
      ['timestamp', OPTIONAL_INT64_SCHEMA],
      ['timestampType', OPTIONAL_STRING_SCHEMA],
      ['keySchemaId', OPTIONAL_INT32_SCHEMA],
      ['valueSchemaId', OPTIONAL_INT32_SCHEMA],
      ['keySchemaType', STRING_SCHEMA],
      ['valueSchemaType', STRING_SCHEMA],
      ['keySchemaSubject', OPTIONAL_STRING_SCHEMA],
      ['valueSchemaSubject', OPTIONAL_STRING_SCHEMA],
      ['keySchemaGuid', OPTIONAL_STRING_SCHEMA],
      ['valueSchemaGuid', OPTIONAL_STRING_SCHEMA],
      ['formatVersion', INT32_SCHEMA],
    ],
    { name: 'io.confluent.connect.storage.KafkaRecordEnvelope' },
  );
