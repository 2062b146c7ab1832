import { DataError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import type { Schema } from '../../../connect/schema.ts';
import type { ConnectValue } from '../../../connect/value.ts';
import { plainJson } from '../../../formats/json/plain-json.ts';
import { createSchemaJson } from '../../../formats/json/schema-json.ts';

/** A record as one line, without its end. @throws DataError when the record cannot be written so. */
export type OutputLine = (record: SinkRecord) => string;

const instant = (timestamp: number): string => new Date(timestamp).toISOString().replace('.000Z', 'Z');

const bytesOf = (value: ConnectValue): Buffer => {
  if (typeof value === 'string') return Buffer.from(value);
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  throw new DataError('csv takes bytes and strings only: use ByteArrayConverter or StringConverter');
};

const base64 = (value: ConnectValue): string => (value === null ? '' : bytesOf(value).toString('base64'));

const csvField = (field: string, encodesValue: boolean): OutputLine => {
  switch (field) {
    case 'key':
      return ({ key }) => base64(key);
    case 'offset':
      return ({ kafkaOffset }) => String(kafkaOffset);
    case 'timestamp':
      return ({ timestamp }) => String(timestamp ?? '');
    case 'headers':
      return ({ headers }) => headers.map(({ key, value }) => `${base64(key)}:${base64(value)};`).join('');
    default:
      return ({ value }) => (encodesValue || value === null ? base64(value) : bytesOf(value).toString('utf8'));
  }
};

/** Fields with commas between them; follows Aiven's `PlainOutputWriter`. */
export const csvLine = (fields: readonly string[], encodesValue: boolean): OutputLine => {
  const writers = fields.map((field) => csvField(field, encodesValue));
  return (record) => writers.map((write) => write(record)).join(',');
};

const jsonField = (field: string, json: (schema: Schema | null, value: ConnectValue) => string): OutputLine => {
  switch (field) {
    case 'key':
      return ({ keySchema, key }) => json(keySchema, key);
    case 'offset':
      return ({ kafkaOffset }) => String(kafkaOffset);
    case 'timestamp':
      return ({ timestamp }) => (timestamp === null ? 'null' : JSON.stringify(instant(timestamp)));
    case 'headers':
      return ({ headers }) =>
        `[${headers.map(({ key, schema, value }) => `{"key":${JSON.stringify(key)},"value":${json(schema, value)}}`).join(',')}]`;
    default:
      return ({ valueSchema, value }) => json(valueSchema, value);
  }
};

/** A JSON object of the fields; follows Aiven's `JsonLinesOutputWriter`. */
export const jsonLine = (fields: readonly string[], hasEnvelope: boolean): OutputLine => {
  const writerOf = createSchemaJson('BASE64');
  const json = (schema: Schema | null, value: ConnectValue): string =>
    schema === null ? plainJson(value) : writerOf(schema)(value);
  const [first = 'value', ...others] = fields;
  if (!hasEnvelope && others.length === 0) return jsonField(first, json);
  const writers = fields.map((field) => ({ prefix: `${JSON.stringify(field)}:`, write: jsonField(field, json) }));
  return (record) => `{${writers.map(({ prefix, write }) => prefix + write(record)).join(',')}}`;
};
