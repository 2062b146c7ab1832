import { BSON } from 'mongodb';
import { BSON_TYPE, type BsonValue, bsonDocument, bytesOf, fieldsOf } from './bson-value.ts';
import { keyText } from './extended-json.ts';

/** A document with this one field, as bytes. */
const wrapped = (name: string, { type, ...value }: BsonValue): Buffer => {
  const content = bytesOf({ type, ...value });
  const head = Buffer.from(`\0\0\0\0\0${name}\0`);
  head.writeInt32LE(head.length + content.length + 1);
  head.writeUInt8(type, 4);
  return Buffer.concat([head, content, Buffer.from([0])]);
};

/** A value as the driver sends it, the order of its fields and the kinds of its numbers kept. */
const driverValue = (value: BsonValue): unknown => {
  if (value.type === BSON_TYPE.array) return [...fieldsOf(value).values()].map(driverValue);
  if (value.type === BSON_TYPE.document)
    return new Map([...fieldsOf(value)].map(([name, field]) => [name, driverValue(field)]));
  return BSON.deserialize(wrapped('v', value), { promoteValues: false, bsonRegExp: true }).v;
};

const idOf = (document: BsonValue): BsonValue => {
  const id = fieldsOf(document).get('_id');
  if (id === undefined) throw new TypeError('A document has no _id');
  return id;
};

/** A document's `_id` for an offset: exact, whatever its type. */
export const encodeId = (document: BsonValue): string => wrapped('_id', idOf(document)).toString('base64');

export const decodeId = (text: string): unknown => driverValue(idOf(bsonDocument(Buffer.from(text, 'base64'))));

/** The same as keys show it. */
export const idText = (encoded: string): string => keyText(idOf(bsonDocument(Buffer.from(encoded, 'base64'))));
