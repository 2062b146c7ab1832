import { type ChangeStreamOptions, type MongoClient, Timestamp } from 'mongodb';
import { ConnectError } from '../../../connect/errors.ts';
import type { OperationTime } from './bson/bson-value.ts';
import type { MongoDBConfig } from './config.ts';
import { isInvalidated } from './failures.ts';
import { parseNamespace } from './namespace.ts';
import { changeStreamPipeline } from './pipeline.ts';
import { type ResumeToken, tokenTime } from './resume-token.ts';

/** Where a change stream begins: behind a token, at a time, or now. */
export interface StreamStart {
  readonly token: ResumeToken | null;
  readonly time: OperationTime | null;
}

/** What came at once: changes as bytes, and where the server is behind them; `undefined` while more is buffered. */
export interface ChangeBatch {
  readonly changes: readonly Uint8Array[];
  readonly token: ResumeToken | undefined;
}

export interface ChangeStreamReader {
  /** The next changes, none when none come for a while. */
  next(max: number): Promise<ChangeBatch>;
  close(): Promise<void>;
}

const timestamp = ({ sec, ord }: OperationTime): Timestamp => new Timestamp({ t: sec, i: ord });

const startOptions = ({ token, time }: StreamStart, isAfterInvalidation: boolean): ChangeStreamOptions => {
  if (token !== null) return isAfterInvalidation ? { startAfter: token } : { resumeAfter: token };
  return time === null ? {} : { startAtOperationTime: timestamp(time) };
};

const documentOptions = (config: MongoDBConfig): ChangeStreamOptions => {
  const mode = config['capture.mode'];
  const after = config['capture.mode.full.update.type'] === 'post_image' ? 'whenAvailable' : 'updateLookup';
  return {
    ...(mode.includes('update_full') && { fullDocument: after }),
    ...(mode.includes('pre_image') && { fullDocumentBeforeChange: 'whenAvailable' }),
  };
};

const watched = (client: MongoClient, config: MongoDBConfig) => {
  const target = config['capture.target'] ?? '';
  const { db, collection } = parseNamespace(target);
  switch (config['capture.scope']) {
    case 'collection':
      return client.db(db).collection(collection);
    case 'database':
      return client.db(target);
    default:
      return client;
  }
};

/** How long a change stream may wait for changes; the original's `MongoUtils.openChangeStream` is followed else. */
export const openChangeStream = (
  client: MongoClient,
  config: MongoDBConfig,
  start: StreamStart,
  maxAwaitTimeMS: number,
): ChangeStreamReader => {
  let place = start;
  const open = (isAfterInvalidation: boolean) =>
    watched(client, config).watch(changeStreamPipeline(config), {
      ...documentOptions(config),
      ...startOptions(place, isAfterInvalidation),
      maxAwaitTimeMS,
      // Documents stay bytes: JavaScript's objects would lose the order of fields and what kind of number they hold.
      raw: true,
    });
  let stream = open(false);

  const first = async (): Promise<Uint8Array | null> => {
    try {
      return await stream.cursor.tryNext();
    } catch (error) {
      if (!isInvalidated(error)) throw error;
      await stream.close();
      stream = open(true);
      return stream.cursor.tryNext();
    }
  };

  /** A collection that is dropped or renamed ends its stream; one of the same name may come again. */
  const reopenEnded = async (): Promise<void> => {
    if (!stream.cursor.closed) return;
    if (place.token === null) throw new ConnectError('The change stream has ended without saying where');
    await stream.close();
    stream = open(true);
  };

  return {
    next: async (max) => {
      const { cursor } = stream;
      const one = cursor.bufferedCount() > 0 ? null : await first();
      const rest = stream.cursor.readBufferedDocuments(one === null ? max : max - 1);
      const token = stream.cursor.bufferedCount() > 0 ? undefined : stream.cursor.postBatchResumeToken;
      if (token !== undefined) place = { token, time: tokenTime(token) ?? null };
      if (one === null && rest.length === 0) await reopenEnded();
      return { changes: one === null ? rest : [one, ...rest], token };
    },
    close: () => stream.close(),
  };
};
