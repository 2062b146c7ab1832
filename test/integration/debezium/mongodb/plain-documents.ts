import { Binary, BSONRegExp, Code, type Db, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'mongodb';
import type { Doc } from './source-collections.ts';

const OBJECT_ID = new ObjectId('65a1b2c3d4e5f60718293a4b');

/** Of every type that a schema can hold. */
const DOCUMENT = {
  '10': 'a name that JavaScript would put first',
  '1st-name': 'é "quoted"',
  int: new Int32(-42),
  long: Long.fromString('9223372036854775807'),
  double: new Double(3),
  decimal: Decimal128.fromString('1.50'),
  yes: true,
  nothing: null,
  date: new Date(1_704_164_645_678),
  timestamp: new Timestamp({ t: 1_700_000_000, i: 3 }),
  binary: new Binary(Buffer.from('hello')),
  regex: new BSONRegExp('^a', 'i'),
  code: new Code('f()'),
  id: OBJECT_ID,
  nested: { a: { b: 1 }, none: {}, list: ['x', 'y'] },
  empty: [],
};

/** Arrays that the original can make schemas of. */
const ARRAYS = {
  numbers: [1, 2],
  texts: ['a', OBJECT_ID],
  documents: [
    { a: 1, in: { x: 1 } },
    { b: 't', in: { y: 's', x: 2 } },
  ],
  deep: [{ list: [1], docs: [{ x: 1 }, { y: 2 }] }],
  lists: [[1, 2], [3]],
  listsOfDocuments: [[{ a: 1, in: { b: 1 } }], [{ a: 2 }]],
};

/** Arrays of what one schema cannot hold, for `array.encoding=document`; of documents among others the original makes nothing. */
const MIXED = { mixed: [1, 'x', null], apart: [{ a: 1 }, { a: 't', none: {}, list: [], docs: [{ x: 1 }] }] };

export type Arrays = 'of one type' | 'of any';

type Id = object | string | number;

/** The last one is `filled`. */
export const fillPlain = async (db: Db, arrays: Arrays): Promise<void> => {
  await db.createCollection('items', { changeStreamPreAndPostImages: { enabled: true } });
  const more = arrays === 'of any' ? { ...ARRAYS, listsOfDocuments: [], ...MIXED } : ARRAYS;
  await db.collection<Doc<Id>>('items').insertMany([
    { _id: 1, ...DOCUMENT, ...more },
    // In the order of the server.
    { _id: { a: 1, b: 'x' }, v: 1 },
    { _id: OBJECT_ID, v: 1 },
  ]);
  await db.collection<Doc<Id>>('last').insertOne({ _id: 'filled' });
};

/** Updates of all kinds, a replacement and deletes; the last one is `the end`. */
export const changePlain = async (db: Db): Promise<void> => {
  const items = db.collection<Doc>('items');
  await items.updateOne({ _id: 1 }, { $set: { 'nested.a.b': 2, new: { x: 1 } }, $unset: { long: 1 } });
  await db.collection<Doc<ObjectId>>('items').updateOne({ _id: OBJECT_ID }, { $unset: { v: 1 } });
  await items.replaceOne({ _id: 1 }, { w: 'replaced' });
  await items.deleteOne({ _id: 1 });
  await db.collection<Doc<{ a: number; b: string }>>('items').deleteOne({ _id: { a: 1, b: 'x' } });
  await items.insertOne({ _id: 2, v: [] });
  await db.collection<Doc<string>>('last').insertOne({ _id: 'the end' });
};
