import { parseSignal, type Signal } from '../signals.ts';
import { BSON_TYPE, type BsonValue, fieldsOf, textOf } from './bson/bson-value.ts';
import { keyText } from './bson/extended-json.ts';

/** A text as it is, and anything else as JSON. */
const plainText = (value: BsonValue | undefined): string => {
  if (value === undefined) return '';
  return value.type === BSON_TYPE.string ? textOf(value) : keyText(value);
};

/** A document of the signal collection: `{_id, type, data}`, the data as a document or as a text of JSON. */
export const signalOf = (document: BsonValue): Signal => {
  const fields = fieldsOf(document);
  return parseSignal(plainText(fields.get('_id')), plainText(fields.get('type')), plainText(fields.get('data')));
};
