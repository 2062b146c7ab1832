import { BSON, type Document, type MongoClient, Timestamp } from 'mongodb';
import { asError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import { type BsonValue, bsonDocument, type OperationTime } from './bson/bson-value.ts';
import { decodeId, encodeId } from './bson/document-id.ts';
import { hasIdIndex } from './catalog.ts';
import { isMomentGone, isMomentUnsupported } from './failures.ts';
import { type Namespace, namespaceText } from './namespace.ts';

/** A document and its `_id`, as a document's bytes in base64. */
export interface ReadDocument {
  readonly document: BsonValue;
  readonly id: string;
}

export interface ReadRequest {
  readonly namespace: Namespace;
  /** A condition in extended JSON. */
  readonly filter: string | undefined;
  /** The `_id` to go on behind. */
  readonly after: string | null;
  readonly limit: number;
  /** The moment to read as of; `undefined` for now. */
  readonly at: OperationTime | undefined;
}

/** Documents in the order of `_id`, and whether there are more. */
export interface ReadChunk {
  readonly documents: readonly ReadDocument[];
  readonly isLast: boolean;
}

const filterOf = (filter: string | undefined): Document => (filter === undefined ? {} : BSON.EJSON.parse(filter));

const conditionOf = ({ filter }: ReadRequest): Document => filterOf(filter);

const findCommand = (request: ReadRequest): Document => {
  const _id = request.after === null ? undefined : decodeId(request.after);
  const limit = request.limit + 1;
  return {
    find: request.namespace.collection,
    // `min` begins with the document that was read last; unlike `$gt` it goes on from numbers to texts and all other types.
    ...(_id !== undefined && { min: { _id } }),
    filter: _id === undefined ? conditionOf(request) : { $and: [conditionOf(request), { _id: { $ne: _id } }] },
    sort: { _id: 1 },
    hint: { _id: 1 },
    limit,
    batchSize: limit,
    // One answer, of 16 MB at most: what does not fit is read with the next chunk.
    singleBatch: true,
  };
};

/** A view or a time series: no change streams tell of them, so that it does not matter as of when they are read. */
const aggregate = (client: MongoClient, request: ReadRequest): Promise<readonly Uint8Array[]> => {
  const { namespace, after, limit } = request;
  const behind = after === null ? [] : [{ $match: { $expr: { $gt: ['$_id', { $literal: decodeId(after) }] } } }];
  const stages = [{ $match: conditionOf(request) }, ...behind, { $sort: { _id: 1 } }, { $limit: limit + 1 }];
  return client
    .db(namespace.db)
    .collection(namespace.collection)
    .aggregate<Uint8Array>(stages, { raw: true, allowDiskUse: true })
    .toArray();
};

const readConcern = (at: OperationTime | undefined): Document =>
  at === undefined
    ? { level: 'majority' }
    : { level: 'snapshot', atClusterTime: new Timestamp({ t: at.sec, i: at.ord }) };

const readDocument = (bytes: Uint8Array): ReadDocument => {
  const document = bsonDocument(bytes);
  return { document, id: encodeId(document) };
};

/** An answer of this size may have left documents out. */
const MANY_BYTES = 8 * 1024 * 1024;

/** Reads collections chunk by chunk, in the order of `_id`. */
export const createDocumentReader = (client: MongoClient, log: Logger) => {
  const indexed = new Map<string, boolean>();
  const withoutMoment = new Set<string>();

  const isIndexed = async (namespace: Namespace): Promise<boolean> => {
    const name = namespaceText(namespace);
    const known = indexed.get(name) ?? (await hasIdIndex(client, namespace));
    indexed.set(name, known);
    return known;
  };

  const find = async (request: ReadRequest, at: OperationTime | undefined): Promise<readonly Uint8Array[]> => {
    const { namespace } = request;
    const answer = await client
      .db(namespace.db)
      .command(
        { ...findCommand(request), readConcern: readConcern(at) },
        { fieldsAsRaw: { firstBatch: true }, readPreference: client.readPreference },
      );
    return answer.cursor.firstBatch;
  };

  /** Where a collection cannot be read as of a moment, now is the best there is: changes since then come again. */
  const findAt = async (request: ReadRequest): Promise<readonly Uint8Array[]> => {
    const name = namespaceText(request.namespace);
    if (!(await isIndexed(request.namespace))) return aggregate(client, request);
    if (request.at === undefined || withoutMoment.has(name)) return find(request, undefined);
    try {
      return await find(request, request.at);
    } catch (error) {
      if (!isMomentUnsupported(error)) throw error;
      const read = await find(request, undefined);
      log.warn(`${name} cannot be read as of a moment, and is read as it is`, { cause: asError(error).message });
      withoutMoment.add(name);
      return read;
    }
  };

  return {
    /** The `_id` of the last document, as a document's bytes in base64; `undefined` where there is none. */
    lastId: async ({ db, collection }: Namespace, filter: string | undefined): Promise<string | undefined> => {
      const found = client
        .db(db)
        .collection(collection)
        .find<Uint8Array>(filterOf(filter), {
          raw: true,
          sort: { _id: -1 },
          projection: { _id: 1 },
          limit: 1,
        });
      const [last] = await found.toArray();
      return last && encodeId(bsonDocument(last));
    },
    /** The next documents; `undefined` where the server cannot read as of that moment, but of a later one. */
    read: async (request: ReadRequest): Promise<ReadChunk | undefined> => {
      try {
        const found = await findAt(request);
        const bytes = found.reduce((sum, { length }) => sum + length, 0);
        return {
          documents: found.slice(0, request.limit).map(readDocument),
          isLast: found.length <= request.limit && bytes < MANY_BYTES,
        };
      } catch (error) {
        if (isMomentGone(error)) return undefined;
        throw error;
      }
    },
  };
};

export type DocumentReader = ReturnType<typeof createDocumentReader>;
