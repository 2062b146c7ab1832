import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  type Db,
  Decimal128,
  Double,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'mongodb';

type Id = ObjectId | number | string | { readonly of: string; readonly parts: number };

/** Changes of every kind, with values of every type. */
export const writeWorkload = async (database: Db): Promise<void> => {
  await database.createCollection('items', { changeStreamPreAndPostImages: { enabled: true } });
  const items = database.collection<{ _id: Id } & Record<string, unknown>>('items');
  await items.insertOne({
    _id: new ObjectId('0123456789abcdef01234567'),
    text: 'a "text" with é, 中, 😀 and \u0001',
    whole: 7,
    long: Long.fromString('9007199254740993'),
    double: 1.5,
    wholeDouble: new Double(3),
    large: 1.0e21,
    decimal: Decimal128.fromString('1.50'),
    date: new Date(1_700_000_000_120),
    truth: true,
    nothing: null,
    binary: new Binary(Buffer.from([1, 2, 3])),
    uuid: new Binary(Buffer.alloc(16, 7), 4),
    regex: new BSONRegExp('a.b', 'im'),
    code: new Code('f()'),
    scoped: new Code('g()', { x: 1 }),
    symbol: new BSONSymbol('sym'),
    timestamp: new Timestamp({ t: 30, i: 4 }),
    least: new MinKey(),
    most: new MaxKey(),
    list: [1, 'two', [3], { four: 4 }],
    same: [1, 2, null],
    documents: [{ a: 1, b: 'x' }, { a: 2, c: true }, { _id: 1 }],
    inner: { z: 1, a: { deep: [] }, _id: 'inner' },
  });
  await items.insertMany([
    { _id: 1, n: 1 },
    { _id: 'text', n: 2 },
    { _id: { of: 'two', parts: 1 }, n: 3, tags: ['a', 'b', 'c'] },
  ]);
  await items.updateOne({ _id: 1 }, { $set: { n: 10, 'inner.x': 'y' }, $unset: { gone: '' } });
  await items.updateOne({ n: 3 }, [{ $set: { tags: ['a'] } }, { $unset: 'n' }]);
  await items.replaceOne({ _id: 'text' }, { replaced: true });
  await items.deleteOne({ _id: 'text' });
  await database.collection('other').insertOne({ n: 1 });
  const session = database.client.startSession();
  await session.withTransaction(async () => {
    await database.collection('other').insertOne({ n: 2 }, { session });
    await items.insertOne({ _id: 2, inTransaction: true }, { session });
  });
  await session.endSession();
  await database.collection('other').rename('renamed');
  await database.collection('renamed').drop();
  await items.insertOne({ _id: 'end', the: 'the end' });
};
