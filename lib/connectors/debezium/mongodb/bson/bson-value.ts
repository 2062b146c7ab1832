import { BSON } from 'mongodb';

/** A value of a document where it stands in its bytes: nothing is converted that is not asked for. */
export interface BsonValue {
  readonly type: number;
  readonly bytes: Uint8Array;
  readonly offset: number;
  readonly length: number;
  /** Of a document or an array, once somebody looked into it; it may be changed. */
  fields?: Map<string, BsonValue>;
}

/** The types of BSON that the code looks at; the numbers are those of bsonspec.org. */
export const BSON_TYPE = {
  double: 1,
  string: 2,
  document: 3,
  array: 4,
  binary: 5,
  undefined: 6,
  objectId: 7,
  boolean: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  code: 13,
  symbol: 14,
  codeWithScope: 15,
  int32: 16,
  timestamp: 17,
  int64: 18,
  decimal128: 19,
  minKey: 255,
  maxKey: 127,
} as const;

/** A whole document. */
export const bsonDocument = (bytes: Uint8Array): BsonValue => ({
  type: BSON_TYPE.document,
  bytes,
  offset: 0,
  length: bytes.length,
});

const parseFields = ({ bytes, offset }: BsonValue): Map<string, BsonValue> => {
  const fields = new Map<string, BsonValue>();
  const names = viewOf(bytes);
  for (const [type, nameOffset, nameLength, start, length] of BSON.onDemand.parseToElements(bytes, offset))
    fields.set(names.toString('utf8', nameOffset, nameOffset + nameLength), { type, bytes, offset: start, length });
  return fields;
};

/** What a document or an array holds, in its order; an array by its indexes. JavaScript's objects would order numbers first. */
export const fieldsOf = (value: BsonValue): Map<string, BsonValue> => {
  value.fields ??= parseFields(value);
  return value.fields;
};

/** The same bytes, with Node's readers. */
export const viewOf = (bytes: Uint8Array): Buffer =>
  bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The value's own bytes. */
export const bytesOf = ({ bytes, offset, length }: BsonValue): Buffer =>
  viewOf(bytes).subarray(offset, offset + length);

export const textOf = ({ bytes, offset, length }: BsonValue): string =>
  viewOf(bytes).toString('utf8', offset + 4, offset + length - 1);

export const longOf = ({ bytes, offset }: BsonValue): bigint => viewOf(bytes).readBigInt64LE(offset);

/** A time in milliseconds since the epoch. */
export const dateOf = (value: BsonValue): number => Number(longOf(value));

/** An operation's place in the oplog: seconds, and a number within the second. */
export interface OperationTime {
  readonly sec: number;
  readonly ord: number;
}

export const timestampOf = ({ bytes, offset }: BsonValue): OperationTime => {
  const view = viewOf(bytes);
  return { sec: view.readUInt32LE(offset + 4), ord: view.readUInt32LE(offset) };
};
