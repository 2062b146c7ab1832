import type { MongoClient } from 'mongodb';
import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import type { SignalTopic } from '../signal-topic.ts';
import { type SnapshotMode, snapshotModeOf } from '../snapshot-mode.ts';
import type { OperationTime } from './bson/bson-value.ts';
import { listCollections } from './catalog.ts';
import { type ChangeBatch, type ChangeStreamReader, openChangeStream, type StreamStart } from './change-stream.ts';
import { isLostLog } from './failures.ts';
import { namespaceText } from './namespace.ts';
import { type Position, readOffset, type SnapshotProgress, type StreamPlace } from './position.ts';
import { decodeToken, encodeToken, tokenTime } from './resume-token.ts';
import type { TaskSettings } from './settings.ts';

/** A run, ready to read. */
export interface Begun {
  readonly position: Position;
  readonly mode: SnapshotMode<Position>;
  readonly stream: ChangeStreamReader;
  /** What the stream's opening brought. */
  readonly first: ChangeBatch;
  /** Captured collections that there are. */
  readonly captured: readonly string[];
  /**
   * A moment that a snapshot which goes on must wait for. The run before may have told changes behind the offset that it stored:
   * reads as of a moment before those would put older states behind newer ones.
   */
  readonly readsNotBefore: OperationTime | undefined;
  /** Whether documents are to be read of which none was told as of this position. */
  readonly beginsSnapshot: boolean;
}

export interface BeginOptions {
  readonly from: SourceOffset | null;
  readonly incarnation: string;
  /** `null` where signals do not come through a topic. */
  readonly signals: SignalTopic | null;
}

/** A stream that shares its run with a snapshot must not keep it waiting. */
export const SNAPSHOT_AWAIT_MS = 1;
const MAX_AWAIT_MS = 500;

/** How long the server may wait for changes, within what a poll may take. */
export const awaitMs = ({ config }: TaskSettings): number =>
  Math.max(1, Math.min(MAX_AWAIT_MS, config['cursor.max.await.time.ms'] ?? config['poll.interval.ms']));

const placeOf = (batch: ChangeBatch, time: OperationTime): StreamPlace =>
  batch.token === undefined
    ? { token: null, ...time }
    : { token: encodeToken(batch.token), ...(tokenTime(batch.token) ?? time) };

/** The server's time: it goes on with every write. */
export const serverTime = async (client: MongoClient): Promise<OperationTime> => {
  const { operationTime } = await client.db('admin').command({ hello: 1 });
  if (operationTime === undefined)
    throw new ConnectError(
      'MongoDB: the server has no oplog. Change streams need a replica set or a sharded cluster: a single server can be made a replica set of one member.',
    );
  return { sec: operationTime.getHighBitsUnsigned(), ord: operationTime.getLowBitsUnsigned() };
};

const lostLogFailure = (position: Position, error: unknown): ConnectError =>
  new ConnectError(
    `The connector goes on at ${new Date(position.stream.sec * 1000).toISOString()}, but the oplog does not reach back to there any more: changes since then cannot be read. Set snapshot.mode=when_needed to have a new snapshot taken, or stop the connector and reset its offsets (DELETE /connectors/{name}/offsets). A larger oplog or heartbeat.interval.ms keeps it from happening again.`,
    { cause: error },
  );

const startOf = ({ token, sec, ord }: StreamPlace): StreamStart => ({
  token: token === null ? null : decodeToken(token),
  time: sec < 0 ? null : { sec, ord },
});

interface Opened {
  readonly stream: ChangeStreamReader;
  readonly first: ChangeBatch;
}

const open = async (
  client: MongoClient,
  settings: TaskSettings,
  start: StreamStart,
  maxAwaitMs: number,
): Promise<Opened> => {
  const stream = openChangeStream(client, settings.config, start, maxAwaitMs);
  try {
    return { stream, first: await stream.next(settings.config['max.batch.size']) };
  } catch (error) {
    await stream.close();
    throw error;
  }
};

/** Opens the stream anew, at the place where a snapshot or a connector without one begins. */
const openFresh = async (client: MongoClient, settings: TaskSettings, takesSnapshot: boolean) => {
  const start = takesSnapshot ? null : settings.startTime;
  const time = start ?? (await serverTime(client));
  const opened = await open(client, settings, { token: null, time: start }, SNAPSHOT_AWAIT_MS);
  // Changes that came already are behind the place that is told of them.
  const place = opened.first.changes.length > 0 ? { token: null, ...time } : placeOf(opened.first, time);
  return { ...opened, place };
};

/**
 * Opens the change stream, and finds out how the run begins.
 *
 * @throws ConnectError when it cannot, saying what to change; what the driver throws where the deployment is out of reach.
 */
export const begin = async (client: MongoClient, settings: TaskSettings, options: BeginOptions): Promise<Begun> => {
  const { config, log } = settings;
  const { from, incarnation } = options;
  const mode = snapshotModeOf(config, (position: Position | null) => position === null || position.isUnfinished);
  const position = from === null ? null : readOffset(from);
  const found = await listCollections(client, config, settings.isCaptured);
  const captured = found.map(namespaceText);

  const fresh = async (takesSnapshot: boolean): Promise<Begun> => {
    const { place, ...opened } = await openFresh(client, settings, takesSnapshot);
    const planned = takesSnapshot ? found.filter(settings.isInSnapshot).map(namespaceText) : [];
    const snapshot: SnapshotProgress | null =
      planned.length === 0 ? null : { tables: planned.map((table) => ({ table })), after: null, attempt: 1 };
    if (takesSnapshot) log.info('A snapshot begins', { collections: planned.length });
    const beginning = { partial: null, transaction: null, isUnfinished: false, snapshot, incarnation };
    return {
      ...opened,
      mode,
      captured,
      position: { ...beginning, stream: place },
      readsNotBefore: undefined,
      beginsSnapshot: snapshot !== null,
    };
  };

  if (mode.wantsSnapshot(position, incarnation)) return fresh(true);
  if (position === null) return fresh(false);
  try {
    const isDone = position.snapshot === null;
    const readsNotBefore = isDone ? undefined : await serverTime(client);
    const wait = isDone ? awaitMs(settings) : SNAPSHOT_AWAIT_MS;
    return {
      ...(await open(client, settings, startOf(position.stream), wait)),
      mode,
      captured,
      position,
      readsNotBefore,
      beginsSnapshot: false,
    };
  } catch (error) {
    if (!isLostLog(error)) throw error;
    if (!mode.onLostLog) throw lostLogFailure(position, error);
    log.warn('The oplog does not reach back to the last run any more: a new snapshot is taken');
    return fresh(true);
  }
};
