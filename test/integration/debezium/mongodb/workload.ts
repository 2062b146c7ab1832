import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  type Db,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  type MongoClient,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import type { Doc } from './source-collections.ts';

const OBJECT_ID = new ObjectId('65a1b2c3d4e5f60718293a4b');

/** Every type of BSON, and the values at which notations change. */
const EVERYTHING = {
  text: 'quotes " \\ / \n\t\u0001\u007f é ß 😀 \u2028 ẞ ʰ e\u0301 \ufeff <a> \u00a0',
  '': 'no name',
  'a "name"': 1,
  int: new Int32(-42),
  long: Long.fromString('9223372036854775807'),
  small: new Long(5),
  doubles: [1.5, 3, 1e21, 1e7, 9_999_999.5, 0.001, 0.000_12, -0, 123_456_789.125, 1 / 3].map((d) => new Double(d)),
  odd: [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map((d) => new Double(d)),
  decimals: ['1.20', 'NaN', '-Infinity', '1E+3', '1E-7', '12345678901234567890123456789.01234', '-0'].map((d) =>
    Decimal128.fromString(d),
  ),
  yes: true,
  nothing: null,
  dates: [0, 5, 500, 1_704_164_645_678, 1_704_164_640_000, -1, 253_402_300_800_000].map((ms) => new Date(ms)),
  timestamp: new Timestamp({ t: 4_000_000_000, i: 3 }),
  binaries: [0, 2, 5, 0x80].map((type) => new Binary(Buffer.from('hello'), type)),
  uuid: new UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8'),
  regex: new BSONRegExp('^a/b"c', 'im'),
  symbol: new BSONSymbol('sy"m'),
  code: new Code('function() { return "1"; }'),
  scoped: new Code('f', { a: 1, b: [new Long(2)] }),
  min: new MinKey(),
  max: new MaxKey(),
  nested: { b: { a: [[], {}, [{ x: 1 }]] } },
  ref: new DBRef('other', OBJECT_ID, 'db'),
  id: OBJECT_ID,
};

type Id = object | string | number | boolean;

/** In the order of the server: a snapshot reads them so, whatever the order in which they were written. */
const KEYS: readonly Id[] = [
  1,
  new Double(1.5),
  Decimal128.fromString('7.50'),
  Long.fromString('12345678901234567'),
  'a "text"',
  { a: 1, b: 'x' },
  new Binary(Buffer.from('ab')),
  new UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8'),
  OBJECT_ID,
  true,
  new Date(1_704_164_645_678),
];

/** What there is before the snapshot. */
export const fill = async (db: Db): Promise<void> => {
  await db.collection<Doc<string>>('types').insertOne({ _id: 'everything', ...EVERYTHING });
  await db.collection<Doc<Id>>('keys').insertMany(KEYS.map((_id) => ({ _id, v: 1 })));
  await db.createCollection('images', { changeStreamPreAndPostImages: { enabled: true } });
  await db
    .collection<Doc>('images')
    .insertOne({ _id: 1, a: 1, secret: 'x', b: { c: 1, d: [1, 2, 3], secret: 2 }, list: [{ secret: 1, x: 1 }] });
  await db.createCollection('empty');
  await db.collection<Doc>('other').insertOne({ _id: 1, left: 'out' });
};

const changeImages = async (db: Db): Promise<void> => {
  const images = db.collection<Doc>('images');
  await images.updateOne(
    { _id: 1 },
    { $set: { a: 2, 'b.c': new Double(3), z: Long.fromString('77777777777777'), at: new Date(500), 'b.secret': 3 } },
  );
  await images.updateOne({ _id: 1 }, { $unset: { a: 1, secret: 1 }, $set: { 'b.d.3': 4 } });
  await images.updateOne({ _id: 1 }, [{ $set: { 'b.d': { $slice: ['$b.d', 2] } } }]);
  await images.updateOne({ _id: 1 }, { $set: { 'list.0.secret': 9, 'list.0.x': 2, whole: EVERYTHING } });
  await images.updateOne({ _id: 1 }, { $set: { 'b.d': [] }, $rename: { z: 'zz' } });
  await images.replaceOne({ _id: 1 }, { w: 'replaced', secret: 'again' });
  await images.deleteOne({ _id: 1 });
  await images.updateOne({ _id: 2 }, { $set: { upserted: true } }, { upsert: true });
};

/** Inserts, updates of all kinds, replacements, deletes and transactions; the last one is `the end`. */
export const change = async (client: MongoClient, db: Db): Promise<void> => {
  await changeImages(db);
  await db.collection<Doc<Id>>('keys').deleteMany({});
  await db.collection<Doc<Id>>('keys').insertMany(KEYS.map((_id) => ({ _id, v: 2 })));
  await client.withSession((session) =>
    session.withTransaction(async () => {
      await db.collection<Doc<string>>('a').insertOne({ _id: 't1' }, { session });
      await db.collection<Doc<string>>('b').insertOne({ _id: 't2' }, { session });
      await db.collection<Doc<string>>('a').updateOne({ _id: 't1' }, { $set: { x: 1 } }, { session });
      await db.collection<Doc<string>>('a').deleteOne({ _id: 't1' }, { session });
    }),
  );
  await db.collection<Doc>('other').insertOne({ _id: 2 });
  await db.collection('empty').drop();
  await db.collection<Doc<string>>('last').insertOne({ _id: 'the end' });
};
