import { BSON } from 'mongodb';

/** BSON's types by the byte that begins an element. */
export const TYPE = {
  double: 1,
  string: 2,
  document: 3,
  array: 4,
  binary: 5,
  undefined: 6,
  objectId: 7,
  boolean: 8,
  dateTime: 9,
  null: 10,
  regularExpression: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int32: 16,
  timestamp: 17,
  int64: 18,
  decimal128: 19,
  maxKey: 127,
  minKey: 255,
} as const;

const NAMES = new Map<number, string>([...Object.entries(TYPE).map(([name, type]) => [type, name] as const)]);

/**
 * A value where it lies in the bytes that the server sent: nothing of it is decoded before it is needed, and documents keep
 * the order of their fields.
 */
export interface RawValue {
  readonly type: number;
  readonly bytes: Buffer;
  readonly offset: number;
  readonly length: number;
}

export interface RawElement {
  readonly name: string;
  readonly value: RawValue;
}

/** A whole document. */
export const rawDocument = (document: Uint8Array): RawValue => {
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.byteLength);
  return { type: TYPE.document, bytes, offset: 0, length: bytes.length };
};

/** The fields of a document, or the items of an array, in order. */
export const elementsOf = ({ bytes, offset }: RawValue): readonly RawElement[] => {
  const elements: RawElement[] = [];
  for (const [type, nameOffset, nameLength, start, length] of BSON.onDemand.parseToElements(bytes, offset))
    elements.push({
      name: bytes.toString('utf8', nameOffset, nameOffset + nameLength),
      // MinKey's byte may be read with a sign.
      value: { type: type & 0xff, bytes, offset: start, length },
    });
  return elements;
};

export const fieldOf = (document: RawValue, name: string): RawValue | undefined =>
  elementsOf(document).find((element) => element.name === name)?.value;

/** A field by its name or by a path with dots; follows `BsonDocumentFieldLookup`. */
export const fieldAt = (document: RawValue, path: string): RawValue | undefined => {
  const exact = fieldOf(document, path);
  const dot = path.indexOf('.');
  if (exact !== undefined || dot < 0 || path.endsWith('.')) return exact;
  const inner = fieldOf(document, path.slice(0, dot));
  return inner?.type === TYPE.document ? fieldAt(inner, path.slice(dot + 1)) : undefined;
};

/** The bytes of a value alone. */
export const bytesOf = ({ bytes, offset, length }: RawValue): Buffer => bytes.subarray(offset, offset + length);

export const typeName = ({ type }: RawValue): string => NAMES.get(type) ?? `0x${type.toString(16)}`;

/** Of a string, a symbol or code: its length stands before it, a zero behind. */
export const textOf = ({ bytes, offset }: RawValue): string =>
  bytes.toString('utf8', offset + 4, offset + 4 + bytes.readInt32LE(offset) - 1);

export const int64Of = ({ bytes, offset }: RawValue): bigint => bytes.readBigInt64LE(offset);

/** Subtype and content; the old subtype 2 has its length twice. */
export const binaryOf = ({ bytes, offset }: RawValue): { readonly subType: number; readonly content: Buffer } => {
  const [length, subType] = [bytes.readInt32LE(offset), bytes.readUInt8(offset + 4)];
  const start = offset + (subType === 2 ? 9 : 5);
  return { subType, content: bytes.subarray(start, offset + 5 + length) };
};

/** Pattern and options, each ended by a zero. */
export const regexOf = ({ bytes, offset }: RawValue): readonly [pattern: string, options: string] => {
  const middle = bytes.indexOf(0, offset);
  return [bytes.toString('utf8', offset, middle), bytes.toString('utf8', middle + 1, bytes.indexOf(0, middle + 1))];
};

/** Seconds and counter. */
export const timestampOf = ({ bytes, offset }: RawValue): { readonly t: number; readonly i: number } => ({
  t: bytes.readUInt32LE(offset + 4),
  i: bytes.readUInt32LE(offset),
});
