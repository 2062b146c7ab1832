import { randomUUID } from 'node:crypto';
import { Binary, ObjectId, UUID } from 'mongodb';
import { DataError } from '../../../connect/errors.ts';
import { type BsonDocument, type BsonValue, ID_FIELD } from '../bson-value.ts';
import type { IdStrategyName } from './class-names.ts';
import { copyDocument } from './copy-document.ts';
import type { Projector } from './projector.ts';
import type { SinkDocument } from './sink-document.ts';

/** Makes the `_id` of a record's document; follows `IdStrategy`. @throws DataError when it can't. */
export type IdStrategy = (document: SinkDocument) => BsonValue;

interface IdSettings {
  readonly uuidFormat: 'string' | 'binary';
  readonly keyProjector: Projector | null;
  readonly valueProjector: Projector | null;
}

const projected = (document: BsonDocument | null, project: Projector | null): BsonDocument => {
  if (document === null) return {};
  const copy = copyDocument(document);
  project?.(copy);
  return copy;
};

const provided = (document: BsonDocument | null): BsonValue => {
  const id = document?.[ID_FIELD];
  if (id === undefined)
    throw new DataError(
      'Provided id strategy is used but the document structure either contained no _id field or it was null',
    );
  if (id === null)
    throw new DataError('Provided id strategy used but the document structure contained an _id of type BsonNull');
  return id;
};

const isUuid = (value: BsonValue): boolean =>
  value instanceof Binary && (value.sub_type === Binary.SUBTYPE_UUID || value.sub_type === Binary.SUBTYPE_UUID_OLD);

const providedUuid = (document: BsonDocument | null): BsonValue => {
  const id = provided(document);
  if (isUuid(id)) return id;
  if (typeof id === 'string' && /^([\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32})$/i.test(id)) return new UUID(id);
  throw new DataError(`UUID cannot be constructed from provided value: \`${String(id)}\``);
};

const STRATEGIES: Readonly<Record<IdStrategyName, (settings: IdSettings) => IdStrategy>> = {
  BsonOidStrategy: () => () => new ObjectId(),
  KafkaMetaDataStrategy:
    () =>
    ({ record: { topic, kafkaPartition, kafkaOffset } }) =>
      `${topic}#${kafkaPartition}#${kafkaOffset}`,
  FullKeyStrategy: () => (document) => document.key ?? {},
  PartialKeyStrategy:
    ({ keyProjector }) =>
    (document) =>
      projected(document.key, keyProjector),
  PartialValueStrategy:
    ({ valueProjector }) =>
    (document) =>
      projected(document.value, valueProjector),
  ProvidedInKeyStrategy: () => (document) => provided(document.key),
  ProvidedInValueStrategy: () => (document) => provided(document.value),
  UuidProvidedInKeyStrategy: () => (document) => providedUuid(document.key),
  UuidProvidedInValueStrategy: () => (document) => providedUuid(document.value),
  UuidStrategy:
    ({ uuidFormat }) =>
    () =>
      uuidFormat === 'string' ? randomUUID() : new UUID(randomUUID()),
};

export const createIdStrategy = (name: IdStrategyName, settings: IdSettings): IdStrategy => STRATEGIES[name](settings);
