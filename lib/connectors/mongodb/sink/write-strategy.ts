import { ConnectError, DataError } from '../../../connect/errors.ts';
import { setField } from '../../../formats/bson/mongo-json.ts';
import { type BsonDocument, type BsonValue, ID_FIELD, isDocument } from '../bson-value.ts';
import type { IdStrategyName, WriteStrategyName } from './class-names.ts';
import type { IdStrategy } from './id-strategy.ts';
import type { SinkDocument } from './sink-document.ts';

interface Upsert {
  readonly filter: BsonDocument;
  readonly upsert?: boolean;
}

/** One of the writes of a bulk write, in the driver's words. */
export type WriteModel =
  | { readonly insertOne: { readonly document: BsonDocument } }
  | { readonly replaceOne: Upsert & { readonly replacement: BsonDocument } }
  | { readonly updateOne: Upsert & { readonly update: BsonDocument } }
  | { readonly deleteOne: { readonly filter: BsonDocument } };

/** Says how a document is written; follows `WriteModelStrategy`. @throws DataError when it can't be. */
export type WriteStrategy = (document: SinkDocument) => WriteModel;

export interface WriteSettings {
  readonly isTimeseries: boolean;
  readonly idStrategyName: IdStrategyName;
  readonly idStrategy: IdStrategy;
  readonly now: () => number;
}

const missing = (what: string): DataError =>
  new DataError(`Could not build the WriteModel,the ${what} was missing unexpectedly`);

const requireValue = ({ value }: SinkDocument): BsonDocument => {
  if (value === null) throw missing('value document');
  return value;
};

const requireKey = ({ key }: SinkDocument): BsonDocument => {
  if (key === null) throw missing('key document');
  return key;
};

const requireId = (value: BsonDocument): BsonValue => {
  const id = value[ID_FIELD];
  if (id === undefined) throw missing('`_id` field');
  return id;
};

/** `{a: {b: 1}}` as `{"a.b": 1}`, which matches documents that have more in `a`. */
const flattenKeys = (document: BsonDocument, prefix = '', flat: BsonDocument = {}): BsonDocument => {
  for (const [name, value] of Object.entries(document))
    if (isDocument(value)) flattenKeys(value, `${prefix}${name}.`, flat);
    else setField(flat, prefix + name, value);
  return flat;
};

const isPartial = (name: IdStrategyName): boolean => name === 'PartialKeyStrategy' || name === 'PartialValueStrategy';

/** Takes the business key out of the document. */
const takeBusinessKey = (value: BsonDocument, { idStrategyName }: WriteSettings): BsonDocument => {
  const id = value[ID_FIELD];
  if (!isDocument(id))
    throw new DataError(
      'Could not build the WriteModel,the value document does not contain an _id field of type BsonDocument which holds the business key fields.\n\n If you are including an existing `_id` value in the business key then ensure `document.id.strategy.overwrite.existing=true`.',
    );
  delete value[ID_FIELD];
  return isPartial(idStrategyName) ? flattenKeys(id) : id;
};

const timestamps = (value: BsonDocument, now: () => number): BsonDocument => {
  const date = new Date(now());
  return { $set: { ...value, _modifiedTS: date }, $setOnInsert: { _insertedTS: date } };
};

const replaceOne: WriteStrategy = (document) => {
  const value = requireValue(document);
  return { replaceOne: { filter: { [ID_FIELD]: requireId(value) }, replacement: value, upsert: true } };
};

const insertOne: WriteStrategy = (document) => ({ insertOne: { document: requireValue(document) } });

const updateOne: WriteStrategy = (document) => {
  const value = requireValue(document);
  const filter = { [ID_FIELD]: requireId(value) };
  delete value[ID_FIELD];
  return { updateOne: { filter, update: { $set: value }, upsert: true } };
};

/** By the key: its `_id`, or else all of it as the id. */
const deleteByKey: WriteStrategy = (document) => {
  const key = requireKey(document);
  return { deleteOne: { filter: Object.hasOwn(key, ID_FIELD) ? key : { [ID_FIELD]: key } } };
};

/** By the id that the id strategy makes of a key: what a tombstone deletes by default. */
export const deleteById =
  (idStrategy: IdStrategy): WriteStrategy =>
  (document) => {
    requireKey(document);
    return { deleteOne: { filter: { [ID_FIELD]: idStrategy(document) } } };
  };

const deleteTombstone =
  ({ idStrategyName, idStrategy }: WriteSettings): WriteStrategy =>
  (document) => {
    requireKey(document);
    if (idStrategyName !== 'PartialKeyStrategy')
      throw new ConnectError('DeleteOneTombstoneBusinessKeyStrategy expects PartialKeyStrategy to be defined');
    const id = idStrategy(document);
    return { deleteOne: { filter: flattenKeys(isDocument(id) ? id : {}) } };
  };

const STRATEGIES: Readonly<Record<WriteStrategyName, (settings: WriteSettings) => WriteStrategy>> = {
  DefaultWriteModelStrategy: ({ isTimeseries }) => (isTimeseries ? insertOne : replaceOne),
  ReplaceOneDefaultStrategy: () => replaceOne,
  ReplaceOneBusinessKeyStrategy: (settings) => (document) => {
    const replacement = requireValue(document);
    const filter = takeBusinessKey(replacement, settings);
    return { replaceOne: { filter, replacement, upsert: true } };
  },
  UpdateOneDefaultStrategy: () => updateOne,
  UpdateOneTimestampsStrategy:
    ({ now }) =>
    (document) => {
      const value = requireValue(document);
      const filter = { [ID_FIELD]: requireId(value) };
      return { updateOne: { filter, update: timestamps(value, now), upsert: true } };
    },
  UpdateOneBusinessKeyTimestampStrategy: (settings) => (document) => {
    const value = requireValue(document);
    const filter = takeBusinessKey(value, settings);
    return { updateOne: { filter, update: timestamps(value, settings.now), upsert: true } };
  },
  InsertOneDefaultStrategy: () => insertOne,
  DeleteOneDefaultStrategy: () => deleteByKey,
  DeleteOneBusinessKeyStrategy: (settings) => (document) => ({
    deleteOne: { filter: takeBusinessKey(requireValue(document), settings) },
  }),
  DeleteOneTombstoneBusinessKeyStrategy: deleteTombstone,
};

export const createWriteStrategy = (name: WriteStrategyName, settings: WriteSettings): WriteStrategy =>
  STRATEGIES[name](settings);
