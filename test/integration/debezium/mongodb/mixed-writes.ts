import type { AnyBulkWriteOperation, Db } from 'mongodb';
import type { Doc } from './source-collections.ts';

/** A document with a version that only grows, over all writes. */
export interface Item extends Doc {
  readonly version: number;
  readonly note: string;
}

/** The only writer of a collection: it knows what its writes do, and which versions there ever were. */
export interface MixedWriter {
  /** Inserts, updates, replacements and deletes, a few hundred to a call. */
  write(count: number): Promise<void>;
  /** Versions of all documents that were ever written but by `fill`. */
  readonly versions: readonly number[];
  fill(count: number): Promise<void>;
  /** A document whose `_id` is 0: nothing is written behind it. */
  writeLast(): Promise<void>;
}

const BATCH = 200;

export const createMixedWriter = async (db: Db, name: string): Promise<MixedWriter> => {
  // The server keeps every state for the events: looked up later, an update would show the newest.
  const items = await db.createCollection<Item>(name, { changeStreamPreAndPostImages: { enabled: true } });
  const ids: number[] = [];
  const versions: number[] = [];
  let version = 0;
  let nextId = 0;

  const next = (): number => {
    version += 1;
    versions.push(version);
    return version;
  };
  const insert = (): AnyBulkWriteOperation<Item> => {
    nextId += 1;
    ids.push(nextId);
    return { insertOne: { document: { _id: nextId, version: next(), note: 'new' } } };
  };
  const one = (): AnyBulkWriteOperation<Item> => {
    const choice = Math.random();
    const index = Math.floor(Math.random() * ids.length);
    const _id = ids[index];
    if (_id === undefined || choice < 0.3) return insert();
    if (choice < 0.6) return { updateOne: { filter: { _id }, update: { $set: { version: next(), note: 'changed' } } } };
    if (choice < 0.8) return { replaceOne: { filter: { _id }, replacement: { version: next(), note: 'replaced' } } };
    const last = ids.pop();
    if (last !== undefined && index < ids.length) ids[index] = last;
    return { deleteOne: { filter: { _id } } };
  };

  return {
    versions,
    fill: async (count) => {
      const documents = Array.from({ length: count }, () => {
        nextId += 1;
        ids.push(nextId);
        return { _id: nextId, version: 0, note: `filled ${nextId}` };
      });
      for (let from = 0; from < count; from += 10_000) await items.insertMany(documents.slice(from, from + 10_000));
    },
    writeLast: async () => void (await items.insertOne({ _id: 0, version: next(), note: 'the end' })),
    write: async (count) => {
      for (let done = 0; done < count; done += BATCH)
        await items.bulkWrite(Array.from({ length: Math.min(BATCH, count - done) }, one), { ordered: true });
    },
  };
};
