import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { asError, DataError } from '../../connect/errors.ts';
import { int32, int64, invalid, isoDate, numberLiteral } from '../../formats/bson/json-scalars.ts';
import { type JsonMaker, parseMongoJson, plainFields } from '../../formats/bson/mongo-json.ts';
import { type BsonDocument, type BsonValue, isDocument } from './bson-value.ts';

/** A double that stays one: whole numbers would be taken for int32. */
export const double = (value: number): number | Double => (Number.isInteger(value) ? new Double(value) : value);

const numberOf = (text: string): BsonValue =>
  numberLiteral<BsonValue>(text, { int32: (value) => value, int64: (value) => value, double });

const text = (value: BsonValue): string => (typeof value === 'string' ? value : invalid('a string was expected'));

const number = (value: BsonValue): number => {
  if (value instanceof Double) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string'
    ? Number(value)
    : invalid('a number was expected');
};

const dateOf = (value: BsonValue): Date => {
  if (typeof value === 'string') return isoDate(value);
  return new Date(number(value));
};

const binary = (base64: BsonValue, subType: BsonValue): Binary =>
  new Binary(
    Buffer.from(text(base64), 'base64'),
    typeof subType === 'string' ? Number.parseInt(subType, 16) : number(subType ?? 0),
  );

const binaryOf = (value: BsonValue, fields: BsonDocument): Binary =>
  isDocument(value) ? binary(value.base64, value.subType) : binary(value, fields.$type);

const timestamp = (value: BsonValue): Timestamp =>
  isDocument(value) ? new Timestamp({ t: number(value.t), i: number(value.i) }) : invalid('$timestamp needs t and i');

const regexOf = (value: BsonValue): BSONRegExp =>
  isDocument(value)
    ? new BSONRegExp(text(value.pattern), text(value.options ?? ''))
    : invalid('$regularExpression needs a pattern');

/** By the first name in an object: extended JSON of both versions. */
const EXTENDED: Readonly<Record<string, (value: BsonValue, fields: BsonDocument) => BsonValue>> = {
  $oid: (value) => ObjectId.createFromHexString(text(value)),
  $date: dateOf,
  $numberInt: (value) => int32(number(value)),
  $numberLong: (value) => int64(String(value)),
  $numberDouble: (value) => double(number(value)),
  $numberDecimal: (value) => Decimal128.fromString(text(value)),
  $binary: binaryOf,
  $uuid: (value) => new UUID(text(value)),
  $timestamp: timestamp,
  $regularExpression: regexOf,
  $regex: (value, { $options }) =>
    typeof value === 'string' ? new BSONRegExp(value, text($options ?? '')) : invalid('$regex must be a string'),
  $symbol: (value) => new BSONSymbol(text(value)),
  $code: (value, { $scope }) => new Code(text(value), isDocument($scope) ? $scope : null),
  $undefined: () => undefined,
  $minKey: () => new MinKey(),
  $maxKey: () => new MaxKey(),
};

/** How many fields such an object has at most; a document that happens to begin alike has others. */
const WITH_COMPANION: Readonly<Record<string, string>> = { $binary: '$type', $regex: '$options', $code: '$scope' };

const isExtended = (fields: BsonDocument, first: string): boolean =>
  Object.keys(fields).every((name) => name === first || name === WITH_COMPANION[first]);

const CALLS: Readonly<Record<string, (values: readonly BsonValue[]) => BsonValue>> = {
  ObjectId: ([id]) => (id === undefined ? new ObjectId() : ObjectId.createFromHexString(text(id))),
  ISODate: ([value]) => (value === undefined ? new Date() : dateOf(value)),
  Date: ([value]) => (value === undefined ? new Date() : dateOf(value)),
  NumberInt: ([value]) => int32(number(value)),
  NumberLong: ([value]) => int64(String(value)),
  NumberDecimal: ([value]) => Decimal128.fromString(String(value)),
  BinData: ([subType, base64]) => binary(base64, subType),
  HexData: ([subType, hex]) => new Binary(Buffer.from(text(hex), 'hex'), number(subType)),
  UUID: ([value]) => new UUID(text(value)),
  Timestamp: ([t, i]) => new Timestamp({ t: number(t), i: number(i) }),
  RegExp: ([pattern, options]) => new BSONRegExp(text(pattern), text(options ?? '')),
  MinKey: () => new MinKey(),
  MaxKey: () => new MaxKey(),
  undefined: () => undefined,
};

const make: JsonMaker<BsonValue, BsonDocument> = {
  ...plainFields,
  number: numberOf,
  array: (items) => items,
  object: (fields, first) => {
    const read = first.startsWith('$') && Object.hasOwn(EXTENDED, first) ? EXTENDED[first] : undefined;
    return read !== undefined && isExtended(fields, first) ? read(fields[first], fields) : fields;
  },
  call: (name, values) =>
    (Object.hasOwn(CALLS, name) ? CALLS[name] : undefined)?.(values) ?? invalid(`${name} is nothing known`),
  regex: (pattern, options) => new BSONRegExp(pattern, options),
};

/** A value of MongoDB's JSON with all of its types. @throws DataError when it is none. */
export const parseBsonJson = (json: string): BsonValue => {
  try {
    return parseMongoJson<BsonValue, BsonDocument>(json, make);
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(asError(error).message, { cause: error, className: 'org.bson.json.JsonParseException' });
  }
};

/** A document; follows `BsonDocument.parse`. @throws DataError when it is none. */
export const parseBsonDocument = (json: string): BsonDocument => {
  const value = parseBsonJson(json);
  return isDocument(value) ? value : invalid('a document was expected');
};
