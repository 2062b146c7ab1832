import {
  type AggregationCursor,
  BSON,
  type ChangeStream,
  type ChangeStreamOptions,
  type Document,
  type Long,
  type MongoClient,
} from 'mongodb';
import type { BsonDocument } from '../bson-value.ts';
import { toJson } from './json-writer.ts';
import { type RawValue, rawDocument } from './raw-bson.ts';
import { collationOf, type SourceSettings } from './settings.ts';

/** Where a stream begins: behind a token, at a time, or now. */
export type Beginning =
  | { readonly startAfter: BsonDocument }
  | { readonly startAtOperationTime: Document }
  | Record<string, never>;

/** The events of a change stream, as the server's bytes. */
export interface EventStream {
  /** The next events, at most `count`; none when there are none for a while. */
  read(count: number): Promise<readonly RawValue[]>;
  /** The server has closed it: its collection is gone, and it must be opened anew behind its last event. */
  isOver(): boolean;
  close(): Promise<void>;
}

/** A poll may take a second or so; the server answers sooner when there is something. */
const MAX_AWAIT_MS = 1000;

const watchOptions = ({ config }: SourceSettings): Document => {
  const before = config['change.stream.full.document.before.change'];
  const full = config['publish.full.document.only'] ? 'updateLookup' : config['change.stream.full.document'];
  return {
    ...(full !== '' && { fullDocument: full }),
    ...(before !== '' && { fullDocumentBeforeChange: before }),
    ...(config['change.stream.show.expanded.events'] && { showExpandedEvents: true }),
  };
};

const stages = (settings: SourceSettings, beginning: Beginning): Document[] => {
  const all = settings.scope.database === '' ? { allChangesForCluster: true } : {};
  return [{ $changeStream: { ...watchOptions(settings), ...all, ...beginning } }, ...settings.pipeline];
};

const rawBytes = (document: unknown): RawValue => {
  if (!(document instanceof Uint8Array)) throw new TypeError('the driver was asked for bytes');
  return rawDocument(document);
};

const openCursor = (client: MongoClient, settings: SourceSettings, beginning: Beginning): AggregationCursor => {
  const { config, scope } = settings;
  const collation = collationOf(config.collation);
  const options = {
    // Types, and the order of fields, would be lost in JavaScript's objects.
    raw: true,
    maxAwaitTimeMS: Math.min(config['poll.await.time.ms'], MAX_AWAIT_MS),
    ...(config['batch.size'] > 0 && { batchSize: config['batch.size'] }),
    ...(collation !== undefined && { collation: { locale: 'simple', ...collation } }),
  };
  const pipeline = stages(settings, beginning);
  if (scope.database === '') return client.db('admin').aggregate(pipeline, options);
  const database = client.db(scope.database);
  return scope.collection === ''
    ? database.aggregate(pipeline, options)
    : database.collection(scope.collection).aggregate(pipeline, options);
};

/** Nothing is asked of the server before the first read. */
export const openEventStream = (client: MongoClient, settings: SourceSettings, beginning: Beginning): EventStream => {
  const cursor = openCursor(client, settings, beginning);
  return {
    read: async (count) => {
      const first: unknown = await cursor.tryNext();
      if (first === null) return [];
      return [first, ...cursor.readBufferedDocuments(count - 1)].map(rawBytes);
    },
    isOver: () => cursor.bufferedCount() === 0 && (cursor.closed || (cursor.id?.isZero() ?? false)),
    close: () => cursor.close(),
  };
};

/**
 * The token of this moment: a stream that starts after it misses nothing from now on. The command is that of a change stream
 * whose first batch is to be empty, which the driver's own change streams don't show.
 */
export const currentToken = async (client: MongoClient, settings: SourceSettings): Promise<string | null> => {
  const { database, collection } = settings.scope;
  const db = client.db(database === '' ? 'admin' : database);
  const target = database === '' || collection === '' ? 1 : collection;
  const command = { aggregate: target, pipeline: stages(settings, {}), cursor: { batchSize: 0 } };
  const { cursor } = await db.command(command, { promoteLongs: false });
  const id: Long = cursor.id;
  const name = String(cursor.ns).slice(String(cursor.ns).indexOf('.') + 1);
  // The server forgets it by itself after a while, too.
  await db.command({ killCursors: name, cursors: [id] }).catch(() => {});
  return tokenText(cursor.postBatchResumeToken);
};

const tokenText = (token: unknown): string | null => {
  if (typeof token !== 'object' || token === null) return null;
  return toJson(rawDocument(BSON.serialize(token)));
};

const watch = (client: MongoClient, settings: SourceSettings, options: ChangeStreamOptions): ChangeStream => {
  const { database, collection } = settings.scope;
  const pipeline: Document[] = [...settings.pipeline];
  if (database === '') return client.watch(pipeline, options);
  if (collection === '') return client.db(database).watch(pipeline, options);
  return client.db(database).collection(collection).watch(pipeline, options);
};

/** How far the server has looked behind a token without finding an event; `null` when there is one. */
export const silentUntil = async (
  client: MongoClient,
  settings: SourceSettings,
  token: BsonDocument,
): Promise<string | null> => {
  const stream = watch(client, settings, { ...watchOptions(settings), startAfter: token, maxAwaitTimeMS: 1 });
  try {
    return (await stream.tryNext()) === null ? tokenText(stream.resumeToken) : null;
  } finally {
    await stream.close();
  }
};
