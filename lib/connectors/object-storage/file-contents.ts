import { DataError } from '../../connect/errors.ts';
import type { Header } from '../../connect/header.ts';
import type { SinkRecord } from '../../connect/record.ts';
import { arraySchema, type Schema, STRING_SCHEMA, structSchema } from '../../connect/schema.ts';
import { Struct } from '../../connect/struct.ts';
import type { SchemaAndValue } from '../../connect/value.ts';
import { convertToString } from '../../connect/values.ts';
import type { Format } from './formats/format.ts';

/** What of a record goes into one kind of file. */
export interface FileContents {
  readonly format: Format;
  /** Stands between name and extension, such as `.keys`. */
  readonly suffix: string;
  /** @throws DataError when the record has nothing to write there. */
  select(record: SinkRecord): SchemaAndValue;
}

const HEADER_SCHEMA = structSchema([
  ['key', STRING_SCHEMA],
  ['value', STRING_SCHEMA],
]);
const HEADERS_SCHEMA = arraySchema(HEADER_SCHEMA);
const HEADERS_ENVELOPE = structSchema([['headers', HEADERS_SCHEMA]], { name: 'RecordHeaders' });

export const valueContents = (format: Format): FileContents => ({
  format,
  suffix: '',
  select: ({ valueSchema, value }) => ({ schema: valueSchema, value }),
});

/** Keys in files of their own, line by line with the values; follows Confluent's `KeyRecordView`. */
export const keyContents = (format: Format): FileContents => {
  const envelopes = new WeakMap<Schema, Schema>();
  const enveloped = (schema: Schema, value: SchemaAndValue['value']): SchemaAndValue => {
    const envelope = envelopes.get(schema) ?? structSchema([['key', schema]], { name: 'RecordKey' });
    envelopes.set(schema, envelope);
    return { schema: envelope, value: envelope.type === 'STRUCT' ? new Struct(envelope, [value]) : value };
  };
  return {
    format,
    suffix: '.keys',
    select: ({ keySchema, key }) => {
      if (key === null) throw new DataError('Key cannot be null for SinkRecord');
      return format.needsStruct && keySchema !== null ? enveloped(keySchema, key) : { schema: keySchema, value: key };
    },
  };
};

const headerStruct = ({ key, schema, value }: Header): Struct =>
  new Struct(HEADER_SCHEMA, [key, convertToString(schema, value)]);

/** Headers as texts in files of their own; follows Confluent's `HeaderRecordView`. */
export const headerContents = (format: Format, isEnveloped: boolean): FileContents => ({
  format,
  suffix: '.headers',
  select: ({ headers }) => {
    if (headers.length === 0) throw new DataError('Headers cannot be null for SinkRecord');
    const list = headers.map(headerStruct);
    return isEnveloped
      ? { schema: HEADERS_ENVELOPE, value: new Struct(HEADERS_ENVELOPE, [list]) }
      : { schema: HEADERS_SCHEMA, value: list };
  },
});
