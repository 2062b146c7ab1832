import { Timestamp } from 'mongodb';
import { ConnectError, RetriableError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import { offsetOnly } from '../../../connect/offset-only.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { OPTIONAL_BYTES_SCHEMA, STRING_SCHEMA } from '../../../connect/schema.ts';
import type { SourceTask } from '../../../connect/source-task.ts';
import { parseBsonDocument } from '../bson-json.ts';
import { ID_FIELD } from '../bson-value.ts';
import type { Clients } from '../client.ts';
import { codeOf, failureOf } from '../failures.ts';
import { type Beginning, currentToken, type EventStream, openEventStream, silentUntil } from './change-stream.ts';
import { type Copy, createCopy } from './copy.ts';
import { createToRecord } from './event-records.ts';
import { toJson } from './json-writer.ts';
import { isLost, lostToken } from './lost-token.ts';
import { fieldOf, type RawValue } from './raw-bson.ts';
import type { CopySettings, SourceSettings } from './settings.ts';
import { type Position, positionOf, secondsOf, streamOffset } from './source-offset.ts';
import { untilAborted } from './until-aborted.ts';

/** A source without events says how far it has come this often, so that its token does not outlive the oplog. */
const PROGRESS_SECONDS = 60;
/** How often a copy that can't go on is begun anew. */
const COPY_ATTEMPTS = 3;
const NAMESPACE_NOT_FOUND = 26;

export interface MongoSource {
  readonly clients: Clients;
  readonly settings: SourceSettings;
  readonly log: Logger;
  readonly now: () => number;
}

const tokenOf = (event: RawValue): string => {
  const id = fieldOf(event, ID_FIELD);
  if (id === undefined)
    throw new ConnectError(
      'An event has no _id: a stage of pipeline takes the resume token away, without which no source can go on',
    );
  return toJson(id);
};

/** Follows `com.mongodb.kafka.connect.source.StartedMongoSourceTask`. */
export const createMongoSourceTask = (
  { clients, settings, log, now }: MongoSource,
  stored: Position | null,
): SourceTask => {
  const { config, partition } = settings;
  const toRecord = createToRecord(settings, log);
  // Of a copy that is not wanted any more nothing is left to go on by.
  let position = stored?.kind === 'copy' && settings.copy === null ? null : stored;
  let copy: Copy | undefined;
  let stream: EventStream | undefined;
  /** Under way, also beyond the end of a poll. */
  let reading: Promise<readonly SourceRecord[]> | undefined;
  let lastHeartbeat = 0;
  let nextLook = 0;

  const goTo = (token: string): void => {
    position = { kind: 'stream', token: parseBsonDocument(token), text: token };
  };

  const freshToken = async (): Promise<string> => {
    const token = await currentToken(clients.get(), settings);
    if (token === null) throw new ConnectError('The server gives no resume token: MongoDB 4.2 or newer is needed');
    return token;
  };

  const beginCopy = async (copySettings: CopySettings, from: Position | null): Promise<Copy> => {
    const at = from?.kind === 'copy' ? from : null;
    const canGoOn = at !== null && at.last !== null && at.token !== null && copySettings.canResume;
    const attempt = at === null || at.last !== null ? 1 : at.attempt + 1;
    if (!canGoOn && !copySettings.canResume && attempt > COPY_ATTEMPTS)
      throw new ConnectError(
        `The copy was not finished in ${COPY_ATTEMPTS} runs. It begins anew in each, since its pipeline changes _id or the order of documents: take such stages out of pipeline and startup.mode.copy.existing.pipeline, or copy less at a time by startup.mode.copy.existing.namespace.regex.`,
      );
    const token = (canGoOn ? at.token : null) ?? (await freshToken());
    return createCopy(clients.get(), settings, copySettings, {
      kind: 'copy',
      token,
      last: canGoOn ? at.last : null,
      attempt,
    });
  };

  const readCopy = async (): Promise<readonly SourceRecord[]> => {
    const { copy: copySettings } = settings;
    if (copySettings === null) return [];
    copy ??= await beginCopy(copySettings, position);
    const copied = await copy.read(config['poll.max.batch.size']);
    const records = copied.map(({ event, offset }) => toRecord(event, offset));
    const lastOffset = copied.at(-1)?.offset;
    if (lastOffset !== undefined) position = positionOf(lastOffset);
    if (!copy.isDone()) return records;
    const token = copy.token;
    await copy.close();
    copy = undefined;
    goTo(token);
    log.info('Finished copying existing data from the collection(s).');
    return records.length > 0 ? records : [offsetOnly(partition, streamOffset(token))];
  };

  const beginning = (): Beginning => {
    if (position?.kind === 'stream') return { startAfter: position.token };
    return settings.startAt === null ? {} : { startAtOperationTime: new Timestamp({ ...settings.startAt }) };
  };

  /** Trailing events without a record need the offset of the last of them only. */
  const withoutIdleOffsets = (records: readonly SourceRecord[]): readonly SourceRecord[] =>
    records.filter((record, index) => record.offsetOnly !== true || index === records.length - 1);

  const heartbeat = (token: string): SourceRecord => ({
    topic: config['heartbeat.topic.name'],
    kafkaPartition: null,
    keySchema: STRING_SCHEMA,
    key: token,
    valueSchema: OPTIONAL_BYTES_SCHEMA,
    value: null,
    timestamp: null,
    headers: [],
    sourcePartition: partition,
    sourceOffset: { [ID_FIELD]: token, HEARTBEAT: 'true' },
  });

  /** What a source without events has to say: a heartbeat, or at least its place. */
  const idle = async (): Promise<readonly SourceRecord[]> => {
    if (position?.kind !== 'stream') return [];
    const interval = config['heartbeat.interval.ms'];
    const beats = interval > 0 && now() - lastHeartbeat > interval;
    if (!beats && now() < nextLook) return [];
    nextLook = now() + PROGRESS_SECONDS * 1000;
    if (beats) lastHeartbeat = now();
    const { token: last, text } = position;
    const token = await silentUntil(clients.get(), settings, last);
    if (token === null || token === text) return [];
    if (beats) {
      goTo(token);
      return [heartbeat(token)];
    }
    const progress = (secondsOf(parseBsonDocument(token)) ?? 0) - (secondsOf(last) ?? 0);
    if (progress < PROGRESS_SECONDS) return [];
    goTo(token);
    return [offsetOnly(partition, streamOffset(token))];
  };

  const readStream = async (): Promise<readonly SourceRecord[]> => {
    if (position === null && settings.startAt === null) {
      const token = await freshToken();
      goTo(token);
      return [offsetOnly(partition, streamOffset(token))];
    }
    stream ??= openEventStream(clients.get(), settings, beginning());
    const events = await stream.read(config['poll.max.batch.size']);
    const tokens = events.map(tokenOf);
    const records = events.map((event, index) => toRecord(event, streamOffset(tokens[index] ?? '')));
    const token = tokens.at(-1);
    if (token !== undefined) goTo(token);
    if (stream.isOver()) await discard();
    return token === undefined ? idle() : withoutIdleOffsets(records);
  };

  const discard = async (): Promise<void> => {
    const [ending, copying] = [stream, copy];
    stream = undefined;
    copy = undefined;
    // They are in the way only where the server still has them.
    await Promise.allSettled([ending?.close(), copying?.close()]);
  };

  const read = (): Promise<readonly SourceRecord[]> =>
    settings.copy !== null && position?.kind !== 'stream' ? readCopy() : readStream();

  const refused = async (error: unknown): Promise<readonly SourceRecord[]> => {
    await discard();
    if (isLost(error)) {
      if (!settings.tolerates) throw lostToken(error);
      log.warn('The resume token is lost; the source goes on with new changes, since errors are tolerated', {
        cause: String(error),
      });
      position = null;
      const token = await freshToken();
      goTo(token);
      return [offsetOnly(partition, streamOffset(token))];
    }
    if (codeOf(error) === NAMESPACE_NOT_FOUND) return [];
    const failure = failureOf(error);
    if (failure instanceof RetriableError) {
      await clients.discard();
      log.warn('MongoDB is out of reach and is tried again', { cause: failure.message });
    }
    throw failure;
  };

  return {
    poll: async (signal) => {
      const current = reading ?? read().catch(refused);
      reading = current;
      // It may fail while nobody waits for it; the next poll hears of it.
      current.catch(() => {});
      let isOver = true;
      try {
        const records = await untilAborted(current, signal);
        isOver = records !== null;
        return records ?? [];
      } finally {
        if (isOver) reading = undefined;
      }
    },
    stop: async () => {
      reading?.catch(() => {});
      await discard();
      await clients.discard();
    },
  };
};
