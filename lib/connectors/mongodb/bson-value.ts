import type {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';

/**
 * A value of a document to write. Numbers keep their BSON type: a whole `number` is an int32, another one a double, a `bigint`
 * an int64; a double that is whole is a `Double`.
 */
export type BsonValue =
  | null
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Date
  | Uint8Array
  | Binary
  | UUID
  | BSONRegExp
  | BSONSymbol
  | Code
  | DBRef
  | Decimal128
  | Double
  | Int32
  | Long
  | MaxKey
  | MinKey
  | ObjectId
  | Timestamp
  | BsonValue[]
  | BsonDocument;

/** Grows while a record is processed. */
export interface BsonDocument {
  [name: string]: BsonValue;
}

/** A document, not one of BSON's types. */
export const isDocument = (value: BsonValue): value is BsonDocument =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

export const ID_FIELD = '_id';

/** A field by its name, or by a path with dots; follows `BsonDocumentFieldLookup`. */
export const fieldLookup = (path: string, document: BsonDocument): BsonValue => {
  if (Object.hasOwn(document, path)) return document[path];
  const dot = path.indexOf('.');
  if (dot < 0 || path.endsWith('.')) return undefined;
  const inner = document[path.slice(0, dot)];
  return isDocument(inner) ? fieldLookup(path.slice(dot + 1), inner) : undefined;
};
