import type { AggregationCursor, Document, MongoClient } from 'mongodb';
import type { SourceOffset } from '../../../connect/offset.ts';
import { type BsonValue, ID_FIELD } from '../bson-value.ts';
import { toJson } from './json-writer.ts';
import { elementsOf, type RawValue, rawDocument } from './raw-bson.ts';
import type { CopySettings, SourceSettings } from './settings.ts';
import { type Position, streamOffset } from './source-offset.ts';

interface CopyNamespace {
  readonly database: string;
  readonly collection: string;
  readonly name: string;
}

interface CopiedEvent {
  readonly event: RawValue;
  readonly offset: SourceOffset;
}

/** Reads existing documents as events, collection by collection, each in the order of `_id`. */
export interface Copy {
  /** Where the stream begins that follows. */
  readonly token: string;
  /** The next events, at most `count`. The last of all has the offset of the stream that follows. */
  read(count: number): Promise<readonly CopiedEvent[]>;
  isDone(): boolean;
  close(): Promise<void>;
}

const namespaceOf = (database: string, collection: string): CopyNamespace => ({
  database,
  collection,
  name: `${database}.${collection}`,
});

const collectionsOf = async (client: MongoClient, database: string): Promise<readonly CopyNamespace[]> => {
  const collections = await client.db(database).listCollections({}, { nameOnly: true }).toArray();
  return collections.filter(({ name }) => !name.startsWith('system.')).map(({ name }) => namespaceOf(database, name));
};

const allNamespaces = async (client: MongoClient, { scope }: SourceSettings): Promise<readonly CopyNamespace[]> => {
  if (scope.collection !== '') return [namespaceOf(scope.database, scope.collection)];
  if (scope.database !== '') return collectionsOf(client, scope.database);
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  const names = databases.map(({ name }) => name).filter((name) => !/^(admin|config|local)/.test(name));
  return (await Promise.all(names.map((name) => collectionsOf(client, name)))).flat();
};

const byName = (a: CopyNamespace, b: CopyNamespace): number => (a.name < b.name ? -1 : 1);

/** Changes that the stream would give for the documents; follows `MongoCopyDataManager`. */
const pipelineOf = (
  settings: SourceSettings,
  copy: CopySettings,
  { database, collection }: CopyNamespace,
  after: BsonValue,
): Document[] => [
  // Compares ids of all types, as their order does.
  ...(after === undefined ? [] : [{ $match: { $expr: { $gt: ['$_id', { $literal: after }] } } }]),
  ...(copy.canResume ? [{ $sort: { _id: 1 } }] : []),
  ...copy.pipeline,
  {
    $replaceRoot: {
      newRoot: {
        _id: { _id: '$_id', copyingData: true },
        operationType: 'insert',
        ns: { db: { $literal: database }, coll: { $literal: collection } },
        documentKey: { _id: '$_id' },
        fullDocument: '$$ROOT',
      },
    },
  },
  ...settings.pipeline,
  // The namespace is told from a field of that name in documents, and comes last, as in the original.
  { $addFields: { [ALIAS]: '$ns' } },
  { $project: { ns: 0 } },
];

/** As long as the name that it stands for, so that it can be written over. */
const ALIAS = '__';

const eventOf = (document: unknown): RawValue => {
  if (!(document instanceof Uint8Array)) throw new TypeError('the driver was asked for bytes');
  const event = rawDocument(document);
  const alias = elementsOf(event).find(({ name }) => name === ALIAS);
  // A name ends with a zero right before its value.
  if (alias !== undefined) event.bytes.write('ns', alias.value.offset - ALIAS.length - 1);
  return event;
};

export const createCopy = (
  client: MongoClient,
  settings: SourceSettings,
  copy: CopySettings,
  position: Extract<Position, { kind: 'copy' }> & { readonly token: string },
): Copy => {
  const { last, token, attempt } = position;
  let waiting: CopyNamespace[] | undefined;
  let current: { readonly namespace: CopyNamespace; readonly cursor: AggregationCursor } | undefined;
  /** Held back until it is known whether it is the last of all. */
  let held: CopiedEvent | undefined;
  let isDone = false;

  const begin = async (): Promise<CopyNamespace[]> => {
    const all = (await allNamespaces(client, settings)).filter(({ name }) => copy.includes(name));
    // Whatever came into a collection since the copy began is in the stream.
    return all.filter(({ name }) => last === null || name >= last.namespace).toSorted(byName);
  };

  const open = async (): Promise<typeof current> => {
    waiting ??= await begin();
    const namespace = waiting.shift();
    if (namespace === undefined) return undefined;
    const after = last?.namespace === namespace.name ? last.id : undefined;
    const cursor = client
      .db(namespace.database)
      .collection(namespace.collection)
      .aggregate(pipelineOf(settings, copy, namespace, after), { allowDiskUse: copy.allowDiskUse, raw: true });
    return { namespace, cursor };
  };

  const offsetOf = (event: RawValue, { name }: CopyNamespace): SourceOffset => {
    const id = elementsOf(event).find((element) => element.name === ID_FIELD)?.value;
    const place = copy.canResume ? { namespace: name } : { attempt: String(attempt) };
    return { [ID_FIELD]: id === undefined ? '{}' : toJson(id), copy: 'true', token, ...place };
  };

  const readSome = async (count: number): Promise<readonly CopiedEvent[]> => {
    current ??= await open();
    if (current === undefined) return [];
    const { namespace, cursor } = current;
    if (await cursor.hasNext())
      return cursor.readBufferedDocuments(count).map((document: unknown) => {
        const event = eventOf(document);
        return { event, offset: offsetOf(event, namespace) };
      });
    await cursor.close();
    current = undefined;
    return waiting?.length === 0 ? [] : readSome(count);
  };

  return {
    token,
    read: async (count) => {
      const events = await readSome(count);
      const before = held === undefined ? [] : [held];
      if (events.length === 0) {
        isDone = true;
        held = undefined;
        return before.map(({ event }) => ({ event, offset: streamOffset(token) }));
      }
      held = events.at(-1);
      return [...before, ...events.slice(0, -1)];
    },
    isDone: () => isDone,
    close: async () => current?.cursor.close(),
  };
};
