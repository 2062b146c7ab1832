import * as v from 'valibot';
import type { Logger } from '../../connect/logger.ts';
import type { SourceOffset } from '../../connect/offset.ts';
import { BadRequestError, type XApi } from './api.ts';
import { type Includes, POST_FIELDS, type Post, pageSchema } from './posts.ts';

/** A post and the offset from which to go on behind it. */
interface FoundPost {
  readonly post: Post;
  readonly includes: Includes;
  readonly offset: SourceOffset;
}

/**
 * A search goes from the newest post back to the last one of the search before. In the middle of it:
 *
 * - `sinceId`: posts up to it are done;
 * - `newestId`: the first one of this search, `null` between searches;
 * - `untilId`: the last one of this search that is done.
 */
interface Place {
  readonly sinceId: string | null;
  readonly newestId: string | null;
  readonly untilId: string | null;
}

export interface SearchOptions {
  readonly api: XApi;
  readonly query: string;
  readonly pageSize: number;
  readonly startTime: string;
  readonly offset: SourceOffset | null;
  readonly log: Logger;
}

export interface PostSearch {
  /** The next page; `null` when everything that there is now was read. */
  nextPage(signal: AbortSignal): Promise<readonly FoundPost[] | null>;
}

const MIN_PAGE = 10;
const MAX_PAGE = 100;

const textOf = (offset: SourceOffset | null, key: string): string | null => {
  const value = offset?.[key] ?? null;
  return value === null ? null : String(value);
};

const toOffset = ({ sinceId, newestId, untilId }: Place): SourceOffset => ({
  since_id: sinceId,
  newest_id: newestId,
  until_id: untilId,
});

/**
 * Recent search (https://docs.x.com/x-api/posts/search-recent-posts), page by page. Pages are asked for by the id of the last
 * post rather than by X's token, so that each post is a place to go on from, in any later run.
 */
export const createPostSearch = ({ api, query, pageSize, startTime, offset, log }: SearchOptions): PostSearch => {
  let place: Place = {
    sinceId: textOf(offset, 'since_id'),
    newestId: textOf(offset, 'newest_id'),
    untilId: textOf(offset, 'until_id'),
  };

  const ask = async (sinceId: string | null, signal: AbortSignal) => {
    const response = await api({
      path: '/2/tweets/search/recent',
      parameters: {
        query,
        max_results: String(Math.min(Math.max(pageSize, MIN_PAGE), MAX_PAGE)),
        since_id: sinceId,
        until_id: place.untilId,
        start_time: sinceId === null && startTime !== '' ? new Date(startTime).toISOString() : null,
        ...POST_FIELDS,
      },
      signal,
    });
    return v.parse(pageSchema, await response.json());
  };

  /** X keeps seven days, and refuses to look for what came after an older post. */
  const page = async (signal: AbortSignal) => {
    try {
      return await ask(place.sinceId, signal);
    } catch (error) {
      if (!(error instanceof BadRequestError && place.sinceId !== null && /since_id/.test(error.message))) throw error;
      log.warn('Posts may be missing: the last one read is older than what X searches', { since_id: place.sinceId });
      place = { ...place, sinceId: null };
      return ask(null, signal);
    }
  };

  return {
    nextPage: async (signal) => {
      const { data, includes, meta } = await page(signal);
      const newestId = place.newestId ?? data[0]?.id ?? null;
      const ended = meta.next_token === undefined || data.length === 0;
      const done = { sinceId: newestId ?? place.sinceId, newestId: null, untilId: null };
      const found = data.map((post, index) => {
        const behind = ended && index === data.length - 1 ? done : { ...place, newestId, untilId: post.id };
        return { post, includes, offset: toOffset(behind) };
      });
      place = ended ? done : { ...place, newestId, untilId: data.at(-1)?.id ?? null };
      return found.length > 0 ? found : null;
    },
  };
};
