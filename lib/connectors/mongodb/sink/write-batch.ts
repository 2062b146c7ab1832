import { MongoBulkWriteError, type MongoClient, MongoServerError } from 'mongodb';
import { DataError, RetriableError } from '../../../connect/errors.ts';
import type { SinkRecord } from '../../../connect/record.ts';
import { failureOf, isPassing, isPassingCode } from '../failures.ts';
import { groupWrites } from './group-writes.ts';
import type { Namespace } from './namespace-mapper.ts';
import type { Write } from './write.ts';

export interface Batch {
  readonly namespace: Namespace;
  readonly ordered: boolean;
  readonly writes: readonly Write[];
}

/** What is done with a record that can't be written; throws when that must fail the task. */
export type Refuse = (record: SinkRecord, error: DataError) => Promise<void>;

interface RefusedWrite {
  readonly index: number;
  readonly error: DataError;
}

const DUPLICATE_KEY = 11_000;

const refusalOf = (code: number, message: string | undefined, details: unknown): DataError =>
  new DataError(`v=1, code=${code}, message=${message ?? ''}, details=${JSON.stringify(details ?? {})}`, {
    className: 'com.mongodb.kafka.connect.sink.dlq.WriteException',
  });

/** Two writers of one new key: the second upsert finds it when done again. */
const isUpsertRace = (code: number, { model }: Write): boolean =>
  code === DUPLICATE_KEY &&
  (('replaceOne' in model && model.replaceOne.upsert === true) ||
    ('updateOne' in model && model.updateOne.upsert === true));

/** The writes that a failed bulk write refused. @throws what the whole of it failed with */
const refusedWrites = (error: unknown, writes: readonly Write[], repeats: Set<Write>): readonly RefusedWrite[] => {
  if (!(error instanceof MongoBulkWriteError)) throw error;
  const concern = error.result.getWriteConcernError();
  const refused = error.result.getWriteErrors();
  for (const { code, errmsg, index } of refused) {
    const write = writes[index];
    const races = write !== undefined && isUpsertRace(code, write) && !repeats.has(write);
    if (races) repeats.add(write);
    if (races || isPassingCode(code)) throw new RetriableError(`MongoDB: ${errmsg}`, { cause: error });
  }
  if (refused.length === 0 && (concern !== undefined || isPassing(error)))
    throw new RetriableError(`MongoDB: ${concern?.errmsg ?? error.message}`, { cause: error });
  if (refused.length === 0) throw error;
  return refused.map(({ index, code, errmsg, errInfo }) => ({ index, error: refusalOf(code, errmsg, errInfo) }));
};

/** The driver itself refuses what is too large or can't be encoded, without saying which. */
const isOfClient = (error: unknown): boolean =>
  error instanceof Error &&
  !(error instanceof MongoServerError) &&
  /^(BSON|MongoInvalidArgument|MongoAPI)/.test(error.name);

/**
 * Writes a batch by one bulk write; what of it is refused goes to `refuse` alone. After a refusal an ordered bulk write ends, so
 * the rest follows in another.
 *
 * @throws RetriableError when the batch may be written again later; ConnectError when it can't be.
 */
export const createWriteBatch = (client: () => MongoClient) => {
  // Upserts that have met another writer's, to be done again once.
  const repeats = new Set<Write>();

  const bulkWrite = async ({ namespace, ordered }: Batch, writes: readonly Write[]): Promise<void> => {
    const collection = client().db(namespace.database).collection(namespace.collection);
    await collection.bulkWrite(
      writes.map(({ model }) => model),
      { ordered },
    );
  };

  const halve = async (batch: Batch, writes: readonly Write[], error: unknown, refuse: Refuse): Promise<void> => {
    const [first] = writes;
    if (writes.length === 1 && first !== undefined)
      return refuse(first.record, new DataError(failureOf(error).message, { cause: error }));
    const middle = writes.length >> 1;
    await write(batch, writes.slice(0, middle), refuse);
    await write(batch, writes.slice(middle), refuse);
  };

  const write = async (batch: Batch, writes: readonly Write[], refuse: Refuse): Promise<void> => {
    if (writes.length === 0) return;
    try {
      await bulkWrite(batch, writes);
    } catch (error) {
      if (isOfClient(error)) return halve(batch, writes, error, refuse);
      const refused = refusedWrites(error, writes, repeats);
      for (const { index, error: refusal } of refused) {
        const refusedWrite = writes[index];
        if (refusedWrite !== undefined) await refuse(refusedWrite.record, refusal);
      }
      if (batch.ordered) await write(batch, writes.slice((refused[0]?.index ?? writes.length) + 1), refuse);
    }
  };

  return async (batch: Batch, refuse: Refuse): Promise<void> => {
    try {
      await write(batch, batch.ordered ? groupWrites(batch.writes) : batch.writes, refuse);
      repeats.clear();
    } catch (error) {
      throw failureOf(error);
    }
  };
};
