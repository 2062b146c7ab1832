import { setField } from '../../../formats/bson/mongo-json.ts';
import { type BsonDocument, type BsonValue, isDocument } from '../bson-value.ts';

const copyValue = (value: BsonValue): BsonValue => {
  if (Array.isArray(value)) return value.map(copyValue);
  return isDocument(value) ? copyDocument(value) : value;
};

/** As deep as documents and arrays go; values are shared, since nothing changes them. */
export const copyDocument = (document: BsonDocument): BsonDocument => {
  const copy: BsonDocument = {};
  for (const [name, value] of Object.entries(document)) setField(copy, name, copyValue(value));
  return copy;
};
