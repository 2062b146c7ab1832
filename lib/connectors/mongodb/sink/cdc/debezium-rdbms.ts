import { ObjectId } from 'mongodb';
import { DataError } from '../../../../connect/errors.ts';
import { setField } from '../../../../formats/bson/mongo-json.ts';
import { type BsonDocument, ID_FIELD, isDocument } from '../../bson-value.ts';
import type { SinkDocument } from '../sink-document.ts';
import type { WriteModel } from '../write-strategy.ts';
import { operationOf } from './debezium-operation.ts';

const isEmpty = (document: BsonDocument): boolean => Object.keys(document).length === 0;

/** By the primary key; a table without one has what was there before instead. */
const filterOf = (key: BsonDocument, value: BsonDocument, creates: boolean): BsonDocument => {
  if (!isEmpty(key)) return { [ID_FIELD]: { ...key } };
  if (creates) return { [ID_FIELD]: new ObjectId() };
  const { before } = value;
  if (!isDocument(before) || isEmpty(before))
    throw new DataError(
      "Value doc 'before' field is empty or has invalid type for update/delete operation.  -> defensive actions taken!",
    );
  return before;
};

const upsert = (key: BsonDocument, value: BsonDocument, filter: BsonDocument): WriteModel => {
  const { after } = value;
  if (!isDocument(after) || isEmpty(after))
    throw new DataError(
      "Value document must contain non-empty 'after' field of type document for insert/update operation",
    );
  const replacement: BsonDocument = filter[ID_FIELD] === undefined ? {} : { [ID_FIELD]: filter[ID_FIELD] };
  for (const [name, one] of Object.entries(after)) if (!Object.hasOwn(key, name)) setField(replacement, name, one);
  return { replaceOne: { filter, replacement, upsert: true } };
};

/** Events of Debezium's connectors for relational databases; follows `cdc.debezium.rdbms.RdbmsHandler`. */
export const handleDebeziumRdbms = (document: SinkDocument): WriteModel | null => {
  const [key, value] = [document.key ?? {}, document.value ?? {}];
  if (isEmpty(value)) return null;
  const operation = operationOf(value);
  if (operation === null) return null;
  const filter = filterOf(key, value, operation === 'c' || operation === 'r');
  return operation === 'd' ? { deleteOne: { filter } } : upsert(key, value, filter);
};
