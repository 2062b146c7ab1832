import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';
import { createSchemaWriter } from './write-schema.ts';
import { writeSchemaless } from './write-schemaless.ts';
import { createWriters, type WriteJson, type WriteOptions } from './write-value.ts';

/** Turns a value into the bytes of its JSON. */
export type WriteBytes = (schema: Schema | null, value: ConnectValue) => Uint8Array;

/** JSON of the bare values. */
export const createPlainWriter = (options: WriteOptions): WriteBytes => {
  const writerOf = createWriters(options);
  return (schema, value) => Buffer.from(schema === null ? writeSchemaless(value) : writerOf(schema)(value));
};

const SCHEMALESS_HEAD = Buffer.from('{"schema":null,"payload":');
const BRACE = 0x7d;

/** Joins on the byte level: a schema is larger than most payloads, and must not be encoded for each of them. */
const wrap = (head: Uint8Array, payload: string): Uint8Array => {
  const length = head.length + Buffer.byteLength(payload) + 1;
  const bytes = Buffer.allocUnsafe(length);
  bytes.set(head);
  bytes.write(payload, head.length);
  bytes[length - 1] = BRACE;
  return bytes;
};

interface Envelope {
  /** `{"schema":…,"payload":` */
  readonly head: Uint8Array;
  readonly write: WriteJson;
}

/** JSON of `{"schema":…,"payload":…}`. The text of a schema is made once and kept as long as the schema object is. */
export const createEnvelopeWriter = (options: WriteOptions): WriteBytes => {
  const writerOf = createWriters(options);
  const schemaText = createSchemaWriter(writerOf);
  const envelopes = new WeakMap<Schema, Envelope>();

  const envelopeOf = (schema: Schema): Envelope => {
    const known = envelopes.get(schema);
    if (known !== undefined) return known;
    const head = Buffer.from(`{"schema":${schemaText(schema)},"payload":`);
    const envelope = { head, write: writerOf(schema) };
    envelopes.set(schema, envelope);
    return envelope;
  };

  return (schema, value) => {
    if (schema === null) return wrap(SCHEMALESS_HEAD, writeSchemaless(value));
    const { head, write } = envelopeOf(schema);
    return wrap(head, write(value));
  };
};
