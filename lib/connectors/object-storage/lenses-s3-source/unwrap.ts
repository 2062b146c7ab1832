import { entriesOf, entryOf, isMap } from '../../../connect/connect-map.ts';
import { asError, DataError } from '../../../connect/errors.ts';
import { type Header, type Headers, NO_HEADERS } from '../../../connect/header.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import {
  fieldOf,
  OPTIONAL_BOOLEAN_SCHEMA,
  OPTIONAL_BYTES_SCHEMA,
  OPTIONAL_FLOAT64_SCHEMA,
  OPTIONAL_INT64_SCHEMA,
  OPTIONAL_STRING_SCHEMA,
} from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import { type ConnectValue, NULL_VALUE, type SchemaAndValue } from '../../../connect/value.ts';
import { plainJson } from '../../../formats/json/plain-json.ts';
import { parseExactJson } from '../read/exact-json.ts';

/** A record as the sink had it. */
type Unwrap = (record: SourceRecord) => SourceRecord;

interface Parts {
  readonly key: SchemaAndValue;
  readonly value: SchemaAndValue;
  readonly headers: Headers;
  /** Of a struct or a map. */
  metadata(name: string): ConnectValue;
}

const integer = (value: ConnectValue): number | null =>
  typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null;

const restored = (record: SourceRecord, { key, value, headers, metadata }: Parts): SourceRecord => ({
  ...record,
  kafkaPartition: integer(metadata('partition')) ?? record.kafkaPartition,
  timestamp: integer(metadata('timestamp')),
  keySchema: key.schema,
  key: key.value,
  valueSchema: value.schema,
  value: value.value,
  headers,
});

const member = (struct: Struct, name: string): SchemaAndValue => {
  const field = fieldOf(struct.schema, name);
  return field === undefined ? NULL_VALUE : { schema: field.schema, value: struct.get(name) };
};

const structHeaders = (headers: ConnectValue): Headers =>
  headers instanceof Struct
    ? headers.schema.fields.map(({ name, schema }): Header => ({ key: name, schema, value: headers.get(name) }))
    : NO_HEADERS;

/** Follows `SchemaAndValueEnvelopeConverter`. */
const unwrapStruct: Unwrap = (record) => {
  const { value } = record;
  if (!(value instanceof Struct)) throw new DataError('A value is no envelope: Expected [STRUCT]');
  const metadata = member(value, 'metadata').value;
  return restored(record, {
    key: member(value, 'key'),
    value: member(value, 'value'),
    headers: structHeaders(member(value, 'headers').value),
    metadata: (name) => (metadata instanceof Struct ? member(metadata, name).value : null),
  });
};

/** JSON's parsers give nothing else. */
const isJson = (value: unknown): value is ConnectValue => value !== undefined;

/** What is neither text nor number is JSON as text. */
const scalar = (value: ConnectValue): SchemaAndValue => {
  if (value === null) return NULL_VALUE;
  if (typeof value === 'boolean') return { schema: OPTIONAL_BOOLEAN_SCHEMA, value };
  if (typeof value === 'bigint' || Number.isInteger(value)) return { schema: OPTIONAL_INT64_SCHEMA, value };
  if (typeof value === 'number') return { schema: OPTIONAL_FLOAT64_SCHEMA, value };
  return { schema: OPTIONAL_STRING_SCHEMA, value: typeof value === 'string' ? value : plainJson(value) };
};

const jsonPart = (value: ConnectValue, isBytes: boolean): SchemaAndValue =>
  isBytes && typeof value === 'string'
    ? { schema: OPTIONAL_BYTES_SCHEMA, value: Buffer.from(value, 'base64') }
    : scalar(value);

const jsonHeader = (name: ConnectValue, value: ConnectValue): Header => {
  if (value !== null && typeof value === 'object')
    throw new DataError(`Header [${name}] is a list or an object. Only primitives are supported.`);
  return { key: String(name), ...scalar(value) };
};

const parse = (text: ConnectValue): ConnectValue => {
  try {
    const json = parseExactJson(String(text));
    return isJson(json) ? json : null;
  } catch (error) {
    throw new DataError(`Failed to parse envelope: ${asError(error).message}`, { cause: error });
  }
};

/** Follows `SchemalessEnvelopeConverter`. */
const unwrapJson: Unwrap = (record) => {
  const envelope = parse(record.value);
  if (!isMap(envelope)) throw new DataError('An envelope is not a json object.');
  const [headers, metadata] = [entryOf(envelope, 'headers'), entryOf(envelope, 'metadata')];
  return restored(record, {
    key: jsonPart(entryOf(envelope, 'key'), entryOf(envelope, 'keyIsArray') === true),
    value: jsonPart(entryOf(envelope, 'value'), entryOf(envelope, 'valueIsArray') === true),
    headers: isMap(headers) ? entriesOf(headers).map(([name, value]) => jsonHeader(name, value)) : NO_HEADERS,
    metadata: (name) => (isMap(metadata) ? entryOf(metadata, name) : null),
  });
};

/** What Lenses' sink stored with `store.envelope`, as it was. @throws DataError for what is no envelope */
export const unwrapLenses =
  (isJsonText: boolean): Unwrap =>
  (record) => {
    if (record.offsetOnly === true) return record;
    return (isJsonText ? unwrapJson : unwrapStruct)(record);
  };
