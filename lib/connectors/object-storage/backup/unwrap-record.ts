import { DataError } from '../../../connect/errors.ts';
import { type Headers, NO_HEADERS } from '../../../connect/header.ts';
import { fieldOf } from '../../../connect/schema.ts';
import { Struct } from '../../../connect/struct.ts';
import { type ConnectValue, NULL_VALUE, type SchemaAndValue } from '../../../connect/value.ts';
import { readPlain } from '../../../formats/json/reader.ts';
import { NO_TYPE, SCHEMALESS } from './schema-type.ts';
import { unwrapHeader } from './unwrap-header.ts';

/** A record as it was in its topic, but for its offset. */
export interface UnwrappedRecord {
  readonly key: SchemaAndValue;
  readonly value: SchemaAndValue;
  readonly headers: Headers;
  readonly timestamp: number | null;
}

const partOf = (envelope: Struct, name: 'key' | 'value'): SchemaAndValue => {
  const type = envelope.get(`${name}SchemaType`);
  const value = envelope.getWithoutDefault(name);
  if (type === NO_TYPE) return NULL_VALUE;
  if (type !== SCHEMALESS) return { schema: fieldOf(envelope.schema, name)?.schema ?? null, value };
  return typeof value === 'string' ? readPlain(Buffer.from(value)) : NULL_VALUE;
};

const headersOf = (headers: ConnectValue): Headers => {
  if (headers === null) return NO_HEADERS;
  if (!Array.isArray(headers)) throw new DataError('The headers of the envelope are no list');
  return headers.map(unwrapHeader);
};

/** The opposite of `createRecordWrapper`, for envelopes of the original, too. @throws DataError for what is none. */
export const unwrapRecord = ({ value }: SchemaAndValue): UnwrappedRecord => {
  if (!(value instanceof Struct) || fieldOf(value.schema, 'keySchemaType') === undefined)
    throw new DataError('Not a backup of whole records: the sink writes them with mode=BACKUP_FULL_RECORD');
  const timestamp = value.get('timestamp');
  return {
    key: partOf(value, 'key'),
    value: partOf(value, 'value'),
    headers: headersOf(value.get('headers')),
    timestamp: timestamp === null ? null : Number(timestamp),
  };
};
