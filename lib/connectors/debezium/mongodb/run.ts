import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import type { SourceRecord } from '../../../connect/record.ts';
import { createHeartbeatTimer, heartbeatRecord } from '../heartbeat.ts';
import { readSignalOffset } from '../signal-topic.ts';
import { createSignalProcessor } from '../signals.ts';
import type { ToldProgress } from '../snapshot-events.ts';
import { createSnapshotSignals } from '../snapshot-signals.ts';
import { surroundPoll } from '../surround-poll.ts';
import { awaitMs, type BeginOptions, type Begun, begin, SNAPSHOT_AWAIT_MS, serverTime } from './begin.ts';
import type { OperationTime } from './bson/bson-value.ts';
import { idText } from './bson/document-id.ts';
import { createChangeParser } from './change-event.ts';
import { type ChangeBatch, type ChangeStreamReader, openChangeStream } from './change-stream.ts';
import { createChanges } from './changes.ts';
import { createClient } from './client.ts';
import { createDocumentReader } from './document-reader.ts';
import { createOutput } from './output.ts';
import { createPlace } from './place.ts';
import { readOffset, type SnapshotProgress } from './position.ts';
import { decodeToken, encodeToken, isBefore, tokenTime } from './resume-token.ts';
import type { TaskSettings } from './settings.ts';
import { createSnapshot } from './snapshot.ts';
import { createTransactions } from './transactions.ts';

/** Reading from one place on, until the connection breaks. */
export interface Run {
  poll(signal: AbortSignal): Promise<readonly SourceRecord[]>;
  close(): Promise<void>;
}

const DOCUMENTS_AT_ONCE = 2048;
const IDLE_MS = 500;

/** With the key as notifications tell it. */
const withPlainKey = (progress: SnapshotProgress | null): ToldProgress | null =>
  progress === null || progress.after === null ? progress : { ...progress, after: [idText(progress.after)] };

const createRun = (settings: TaskSettings, begun: Begun, client: MongoClient, { from, signals }: BeginOptions): Run => {
  const { config, log, topics, notifications } = settings;
  const { mode, position } = begun;
  const place = createPlace(position, {
    signals: readSignalOffset(from),
    changed: (before, after) => notifications.changed(withPlainKey(before), withPlainKey(after)),
  });
  notifications.began(from === null ? undefined : readOffset(from).snapshot, place.snapshot);
  const output = createOutput(settings.partition);
  const transactions = createTransactions(
    config['provide.transaction.metadata'] ? topics.transaction : null,
    position.transaction,
  );
  const actions = createSnapshotSignals(place, () => begun.captured);
  const signal = createSignalProcessor(notifications.watched(actions), log);
  const parser = createChangeParser();
  const changes = createChanges({ ...settings, place, output, transactions, signal, partial: position.partial });
  const snapshot = createSnapshot({
    ...settings,
    reader: createDocumentReader(client, log),
    place,
    output,
    leftOut: notifications.leftOut,
    endsAt: notifications.areHeard ? notifications.endsAt : undefined,
    documentsAtOnce: {
      initial: config['snapshot.fetch.size'] ?? DOCUMENTS_AT_ONCE,
      adHoc: config['incremental.snapshot.chunk.size'],
    },
  });
  const isHeartbeatDue = createHeartbeatTimer(config['heartbeat.interval.ms'], Date.now);
  let stream: ChangeStreamReader = begun.stream;
  let isPatient = position.snapshot === null;
  let first: ChangeBatch | undefined = begun.first;
  let last: { readonly time: OperationTime; readonly isInTransaction: boolean } | undefined;
  /** Between two changes, where a snapshot may read as of the stream's place. */
  let clean: OperationTime | 'unknown' | undefined;
  /** A moment that the snapshot must wait for. */
  let notBefore = begun.readsNotBefore;
  let mustKeepPlace = from === null && settings.startTime === null;

  const take = ({ changes: found, token }: ChangeBatch): void => {
    clean = undefined;
    for (const bytes of found) {
      const change = parser.parse(bytes);
      if (change === undefined) continue;
      last = { time: change.time, isInTransaction: change.session !== null };
      changes.take(change);
    }
    const time = token === undefined ? undefined : tokenTime(token);
    if (time !== undefined) changes.reached(time);
    if (parser.isWithin() || changes.isWithin()) return;
    if (token === undefined || time === undefined) {
      clean = found.length === 0 ? 'unknown' : undefined;
      return;
    }
    const ended = transactions.reached(time);
    place.setTransaction(transactions.open);
    place.moveTo({ token: encodeToken(token), ...time });
    if (ended !== null) output.push(ended, place.offset());
    // Changes of one transaction have one time, and more of them may come.
    if (last?.isInTransaction !== true || isBefore(last.time, time)) clean = time;
  };

  const sendHeartbeat = (): void => {
    const record = heartbeatRecord(config['topic.prefix'], Date.now());
    output.push(
      { ...record, topic: topics.heartbeat, kafkaPartition: null, timestamp: null, headers: [] },
      place.offset(),
    );
  };

  const readSnapshot = async (): Promise<void> => {
    if (clean === undefined || !snapshot.wantsChunk()) return;
    const at = clean === 'unknown' ? undefined : clean;
    if (notBefore !== undefined && at !== undefined && isBefore(at, notBefore)) return;
    notBefore = undefined;
    // The stream's turn comes before the next chunk.
    clean = undefined;
    if (!(await snapshot.read(at))) notBefore = await serverTime(client);
  };

  const bePatient = async (): Promise<void> => {
    const wanted = !snapshot.wantsChunk();
    if (wanted === isPatient || parser.isWithin()) return;
    isPatient = wanted;
    const { token, sec, ord } = place.stream;
    if (token === null) return;
    await stream.close();
    const wait = wanted ? awaitMs(settings) : SNAPSHOT_AWAIT_MS;
    stream = openChangeStream(client, config, { token: decodeToken(token), time: { sec, ord } }, wait);
  };

  const step = async (): Promise<void> => {
    await readSnapshot();
    if (output.size >= config['max.batch.size']) return;
    if (first === undefined) await bePatient();
    const batch = first ?? (await stream.next(config['max.batch.size'] - output.size));
    first = undefined;
    take(batch);
    if (clean !== undefined && isHeartbeatDue()) sendHeartbeat();
  };

  /** A place that no record has told yet would be lost with the run. */
  const keepPlace = (): void => {
    if (mustKeepPlace && output.size === 0 && !snapshot.wantsChunk() && clean !== undefined) sendHeartbeat();
    if (output.size > 0) mustKeepPlace = false;
  };

  /** Where changes are not read, what there is is read as it is. */
  const readDocumentsOnly = async (abort: AbortSignal): Promise<readonly SourceRecord[]> => {
    if (snapshot.wantsChunk()) await snapshot.read(undefined);
    else await sleep(IDLE_MS, undefined, { signal: abort }).catch(() => {});
    return output.take();
  };

  const poll = async (abort: AbortSignal): Promise<readonly SourceRecord[]> => {
    if (!mode.streams) return readDocumentsOnly(abort);
    const giveUpAt = Date.now() + Math.min(IDLE_MS, config['poll.interval.ms']);
    do await step();
    while (output.size === 0 && Date.now() < giveUpAt && !abort.aborted);
    keepPlace();
    return output.take();
  };

  return {
    poll: surroundPoll(poll, {
      ...settings,
      start: from !== null && !begun.beginsSnapshot ? from : place.offset(),
      keepsStart: begun.beginsSnapshot,
      feed: signals?.feed(from),
      takesSignals: () => mode.streams,
      setSignals: place.setSignals,
      perform: signal,
    }),
    close: async () => {
      await stream.close().catch(() => {});
      await client.close();
    },
  };
};

/** Connects, and finds out where to begin. @throws what {@link begin} throws. */
export const openRun = async (settings: TaskSettings, options: BeginOptions): Promise<Run> => {
  const client = await createClient(settings.config);
  try {
    await client.connect();
    return createRun(settings, await begin(client, settings, options), client, options);
  } catch (error) {
    await client.close();
    throw error;
  }
};
