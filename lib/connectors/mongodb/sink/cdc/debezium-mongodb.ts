import { DataError } from '../../../../connect/errors.ts';
import { parseBsonDocument, parseBsonJson } from '../../bson-json.ts';
import { type BsonDocument, type BsonValue, ID_FIELD } from '../../bson-value.ts';
import type { SinkDocument } from '../sink-document.ts';
import type { WriteModel } from '../write-strategy.ts';
import { operationOf } from './debezium-operation.ts';

const jsonIn = (value: BsonDocument, field: string, operation: string): BsonDocument => {
  const json = value[field];
  if (json === undefined) throw new DataError(`${operation} document missing \`${field}\` field.`);
  if (typeof json !== 'string') throw new DataError(`Value expected to be of type STRING in \`${field}\``);
  return parseBsonDocument(json);
};

/** The id is JSON in the key's field `id`. */
const idOf = ({ id }: BsonDocument, operation: string): BsonValue => {
  if (id === undefined) throw new DataError(`${operation} document missing \`id\` field.`);
  if (typeof id !== 'string') throw new DataError('Value expected to be of type STRING in `id`');
  return parseBsonJson(id);
};

const replace = (id: BsonValue, replacement: BsonDocument): WriteModel => ({
  replaceOne: { filter: { [ID_FIELD]: id }, replacement, upsert: true },
});

const update = (key: BsonDocument, value: BsonDocument, field: 'after' | 'patch'): WriteModel => {
  const change = jsonIn(value, field, 'Update');
  if (field === 'after') return replace(idOf(key, 'Update'), change);
  delete change.$v;
  if (change[ID_FIELD] !== undefined) return replace(change[ID_FIELD], change);
  return { updateOne: { filter: { [ID_FIELD]: idOf(key, 'Update') }, update: change } };
};

/**
 * Events of Debezium's connector for MongoDB: `after` of those from change streams, `patch` of those from the oplog, which
 * Debezium made before 2.0. Follows `cdc.debezium.mongodb.ChangeStreamHandler` and `MongoDbHandler`.
 */
export const debeziumMongoDb =
  (field: 'after' | 'patch') =>
  (document: SinkDocument): WriteModel | null => {
    const [key, value] = [document.key ?? {}, document.value ?? {}];
    if (Object.keys(key).length === 0) throw new DataError('Key document must not be missing for CDC mode');
    if (key.id !== undefined && Object.keys(value).length === 0) return null;
    switch (operationOf(value)) {
      case 'c':
      case 'r': {
        const inserted = jsonIn(value, 'after', 'Insert');
        return replace(inserted[ID_FIELD], inserted);
      }
      case 'u':
        return update(key, value, field);
      case 'd':
        return { deleteOne: { filter: { [ID_FIELD]: idOf(key, 'Delete') } } };
      default:
        return null;
    }
  };
