import { isDeepStrictEqual } from 'node:util';
import { ObjectId } from 'mongodb';
import { DataError } from '../../../../connect/errors.ts';
import { setField } from '../../../../formats/bson/mongo-json.ts';
import { type BsonDocument, ID_FIELD, isDocument } from '../../bson-value.ts';
import type { SinkDocument } from '../sink-document.ts';
import type { WriteModel } from '../write-strategy.ts';
import { jsonText } from './json-text.ts';

const isEmpty = (document: BsonDocument): boolean => Object.keys(document).length === 0;

/** The document under a name, or the document itself where there is none. */
const within = (name: string, document: BsonDocument, ignoreNull = false): BsonDocument => {
  const inner = document[name];
  if (inner === undefined || (inner === null && ignoreNull)) return document;
  if (!isDocument(inner))
    throw new DataError(`Error: Value document contains a '${name}' that is not a document: ${jsonText(document)}`);
  return inner;
};

const operationOf = (value: BsonDocument): string => {
  const headers = within('headers', within('message', value));
  const operation = headers.operation ?? headers.headers_operation;
  if (typeof operation !== 'string')
    throw new DataError(`Error: Could not determine the CDC operation type. ${jsonText(value)}`);
  return operation.toLowerCase();
};

const byKey = (key: BsonDocument): BsonDocument | null => (isEmpty(key) ? null : { [ID_FIELD]: { ...key } });

const required = (filter: BsonDocument, value: BsonDocument): BsonDocument => {
  if (isEmpty(filter))
    throw new DataError(
      `Error: Value Document does not contain the expected data, cannot create filter: ${jsonText(value)}.`,
    );
  return filter;
};

const replace = (key: BsonDocument, value: BsonDocument): WriteModel => {
  const filter = byKey(key) ?? { [ID_FIELD]: new ObjectId() };
  const replacement: BsonDocument = { [ID_FIELD]: filter[ID_FIELD] };
  for (const [name, one] of Object.entries(within('data', within('message', value)))) setField(replacement, name, one);
  return { replaceOne: { filter, replacement, upsert: true } };
};

const update = (key: BsonDocument, value: BsonDocument): WriteModel | null => {
  const message = within('message', value);
  const before = within('beforeData', message);
  const filter = required(byKey(key) ?? before, value);
  const $set: BsonDocument = {};
  for (const [name, one] of Object.entries(required(within('data', message), value)))
    if (!isDeepStrictEqual(one, before[name])) setField($set, name, one);
  return isEmpty($set) ? null : { updateOne: { filter, update: { $set }, upsert: true } };
};

const remove = (key: BsonDocument, value: BsonDocument): WriteModel => {
  const data = within('data', within('message', value), true);
  return { deleteOne: { filter: required(byKey(key) ?? within('beforeData', data, true), value) } };
};

/** Events of Qlik Replicate; follows `cdc.qlik.rdbms.RdbmsHandler`. */
export const handleQlik = (document: SinkDocument): WriteModel | null => {
  const [key, value] = [document.key ?? {}, document.value ?? {}];
  if (isEmpty(value)) return null;
  switch (operationOf(value)) {
    case 'insert':
    case 'refresh':
    case 'read':
      return replace(key, value);
    case 'update':
      return update(key, value);
    case 'delete':
      return remove(key, value);
    default:
      throw new DataError(`Unable to determine the CDC operation from: ${jsonText(value)}`);
  }
};
