import { defineSourceTask } from '../../config/define-task.ts';
import type { SourceOffset } from '../../connect/offset.ts';
import type { SourceRecord } from '../../connect/record.ts';
import { Struct } from '../../connect/struct.ts';
import { createXApi, RateLimitError } from './api.ts';
import { twitterSourceConfig } from './config.ts';
import { createCredentials } from './credentials.ts';
import { openDeletions } from './deletions.ts';
import { createPostStream } from './post-stream.ts';
import type { Includes, Post } from './posts.ts';
import { searchQuery } from './query.ts';
import { openRateLimits } from './rate-limits.ts';
import { STATUS_KEY_SCHEMA, STATUS_SCHEMA } from './schemas.ts';
import { createPostSearch } from './search.ts';
import { idBefore, laterId, madeAt } from './snowflake.ts';
import { idOf, statusStruct } from './status.ts';

const SOURCE_PARTITION = { twitter: 'posts' };
/** Posts come through the stream about in order of their ids; what came later than its turn is searched for again. */
const STREAM_OVERLAP_MS = 60_000;

const recordOf = (topic: string, post: Post, includes: Includes, sourceOffset: SourceOffset): SourceRecord => ({
  sourcePartition: SOURCE_PARTITION,
  sourceOffset,
  topic,
  kafkaPartition: null,
  keySchema: STATUS_KEY_SCHEMA,
  key: new Struct(STATUS_KEY_SCHEMA, [idOf(post.id)]),
  valueSchema: STATUS_SCHEMA,
  value: statusStruct(post, includes),
  timestamp: null,
  headers: [],
});

/** What was read before the stream was open, less what a search must look through once more. */
const withOverlap = (offset: SourceOffset | null): SourceOffset | null => {
  const sinceId = offset?.since_id ?? null;
  return offset === null || sinceId === null
    ? offset
    : { ...offset, since_id: idBefore(String(sinceId), STREAM_OVERLAP_MS) };
};

/** Searches until nothing new is found; with a filtered stream, what that brings comes after. */
export const twitterSourceTask = defineSourceTask(twitterSourceConfig, async (config, context) => {
  const { 'kafka.status.topic': topic } = config;
  const { connector, log, offsetStorageReader } = context;
  const limits = await openRateLimits(
    createXApi(config['twitter.api.url'], createCredentials(config)),
    offsetStorageReader,
    Date.now,
  );
  const { api } = limits;
  const query = searchQuery(config['filter.keywords'], config['filter.userIds']);
  const stored = await offsetStorageReader.offset(SOURCE_PARTITION);
  const streams = config['twitter.api'] === 'filtered_stream';
  const stream = streams ? createPostStream({ api, query, connector, log }) : null;
  const deletions = config['process.deletes'] ? await openDeletions({ api, topic, log }, offsetStorageReader) : null;
  const search = createPostSearch({
    api,
    query,
    pageSize: config['queue.batch.size'],
    startTime: config['filter.start.time'],
    offset: streams ? withOverlap(stored) : stored,
    log,
  });
  const startedAt = Date.now();
  /** Posts that both the search and the stream may bring. */
  const searched = new Set<string>();
  let catchingUp = true;
  let newest: string | null = null;
  let pausedUntilMs = 0;

  const searchOnce = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    const found = await search.nextPage(signal);
    if (found === null) catchingUp = stream === null;
    return (found ?? []).map(({ post, includes, offset }) => {
      if (stream !== null && madeAt(post.id) > startedAt - STREAM_OVERLAP_MS) searched.add(post.id);
      newest = laterId(newest, post.id);
      return recordOf(topic, post, includes, offset);
    });
  };

  const streamed = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    const taken = (await stream?.take(signal)) ?? [];
    return taken
      .filter(({ post }) => !searched.has(post.id))
      .map(({ post, includes }) => {
        newest = laterId(newest, post.id);
        return recordOf(topic, post, includes, { since_id: newest, newest_id: null, until_id: null });
      });
  };

  const posts = async (signal: AbortSignal): Promise<readonly SourceRecord[]> => {
    if (Date.now() < pausedUntilMs) return [];
    try {
      return await (catchingUp ? searchOnce(signal) : streamed(signal));
    } catch (error) {
      if (signal.aborted) return [];
      if (!(error instanceof RateLimitError)) throw error;
      log.info(error.message);
      pausedUntilMs = error.untilMs;
      return [];
    }
  };

  return {
    poll: async (signal) => {
      const [found, deleted] = await Promise.all([posts(signal), deletions?.take(signal) ?? []]);
      return found.length + deleted.length > 0 ? [...found, ...deleted] : null;
    },
    updateOffsets: limits.updates,
    commit: async () => limits.stored(),
    stop: async () => void (await Promise.all([stream?.close(), deletions?.close()])),
  };
});
