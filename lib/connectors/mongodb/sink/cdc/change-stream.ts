import { DataError } from '../../../../connect/errors.ts';
import { setField } from '../../../../formats/bson/mongo-json.ts';
import { type BsonDocument, type BsonValue, isDocument } from '../../bson-value.ts';
import type { SinkDocument } from '../sink-document.ts';
import type { WriteModel } from '../write-strategy.ts';
import { jsonText } from './json-text.ts';

const KNOWN = ['updatedFields', 'removedFields', 'truncatedArrays', 'disambiguatedPaths'];

const documentIn = (event: BsonDocument, field: string): BsonDocument => {
  const value = event[field];
  if (value === undefined) throw new DataError(`Missing ${field} field: ${jsonText(event)}`);
  if (!isDocument(value))
    throw new DataError(`Unexpected ${field} field type, expecting a document but found: ${jsonText(event)}`);
  return value;
};

const unsetOf = (description: BsonDocument): BsonDocument => {
  const { removedFields } = description;
  if (!Array.isArray(removedFields))
    throw new DataError(`Unexpected removedFields field type, expected an array: ${jsonText(description)}`);
  const unset: BsonDocument = {};
  for (const field of removedFields) {
    if (typeof field !== 'string')
      throw new DataError(`Unexpected value type in removedFields, expected a string: ${jsonText(description)}`);
    setField(unset, field, '');
  }
  return unset;
};

const checkTypes = ({ truncatedArrays, disambiguatedPaths }: BsonDocument, description: BsonDocument): void => {
  if (truncatedArrays !== undefined && !Array.isArray(truncatedArrays))
    throw new DataError(`Unexpected truncatedArrays field type, expected an array: ${jsonText(description)}`);
  if (disambiguatedPaths !== undefined && !isDocument(disambiguatedPaths))
    throw new DataError(`Unexpected disambiguatedPaths field type, expected a document: ${jsonText(description)}`);
};

const updateOf = (event: BsonDocument): BsonDocument => {
  const description = documentIn(event, 'updateDescription');
  const unknown = Object.keys(description).filter((field) => !KNOWN.includes(field));
  if (unknown.length > 0)
    throw new DataError(
      `Warning unexpected field(s) in updateDescription [${unknown.join(', ')}]. ${jsonText(description)}. Cannot process due to risk of data loss.`,
    );
  const $set = documentIn(description, 'updatedFields');
  const $unset = unsetOf(description);
  checkTypes(description, description);
  return Object.keys($unset).length === 0 ? { $set } : { $set, $unset };
};

const replace = (event: BsonDocument): WriteModel => ({
  replaceOne: {
    filter: documentIn(event, 'documentKey'),
    replacement: documentIn(event, 'fullDocument'),
    upsert: true,
  },
});

const update = (event: BsonDocument): WriteModel => {
  const filter = documentIn(event, 'documentKey');
  if (event.fullDocument !== undefined)
    return { replaceOne: { filter, replacement: documentIn(event, 'fullDocument') } };
  return { updateOne: { filter, update: updateOf(event) } };
};

const operationOf = (type: BsonValue, event: BsonDocument): string => {
  if (type === undefined) throw new DataError(`Error: \`operationType\` field is doc is missing. ${jsonText(event)}`);
  if (typeof type !== 'string') throw new DataError('Error: Unexpected CDC operation type, should be a string');
  return type.toLowerCase();
};

/** Events of change streams, as the source makes them; follows `cdc.mongodb.ChangeStreamHandler`. */
export const handleChangeStream = ({ value }: SinkDocument): WriteModel | null => {
  const event = value ?? {};
  switch (operationOf(event.operationType, event)) {
    case 'insert':
    case 'replace':
      return replace(event);
    case 'update':
      return update(event);
    case 'delete':
      return { deleteOne: { filter: documentIn(event, 'documentKey') } };
    default:
      return null;
  }
};
