import * as v from 'valibot';
import { ConnectError } from '../../connect/errors.ts';
import type { Logger } from '../../connect/logger.ts';
import type { XApi } from './api.ts';
import { createLineStream, type LineStream } from './line-stream.ts';
import { includesSchema, POST_FIELDS, postSchema } from './posts.ts';

const RULES = '/2/tweets/search/stream/rules';

const rulesSchema = v.object({
  data: v.optional(v.array(v.object({ id: v.string(), value: v.string(), tag: v.optional(v.string()) })), []),
});

export interface PostStreamOptions {
  readonly api: XApi;
  readonly query: string;
  readonly connector: string;
  readonly log: Logger;
}

/** Makes the app's rule for this connector say what its configuration says. @returns the rule's id. */
const ensureRule = async ({ api, query, connector }: PostStreamOptions, signal: AbortSignal): Promise<string> => {
  const tag = `kafka-connect ${connector}`;
  const rules = async () => v.parse(rulesSchema, await (await api({ path: RULES, signal })).json()).data;
  const existing = await rules();
  const outdated = existing.filter((rule) => rule.tag === tag && rule.value !== query).map(({ id }) => id);
  if (outdated.length > 0) await api({ method: 'POST', path: RULES, body: { delete: { ids: outdated } }, signal });
  const found = existing.find(({ value }) => value === query);
  if (found !== undefined) return found.id;
  await api({ method: 'POST', path: RULES, body: { add: [{ value: query, tag }] }, signal });
  const made = (await rules()).find(({ value }) => value === query);
  if (made === undefined) throw new ConnectError(`X did not take the rule for its filtered stream: ${query}`);
  return made.id;
};

const eventSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    data: v.optional(postSchema),
    includes: v.optional(includesSchema, {}),
    matching_rules: v.optional(v.array(v.object({ id: v.string() })), []),
  }),
);

interface StreamedPost {
  readonly post: v.InferOutput<typeof postSchema>;
  readonly includes: v.InferOutput<typeof includesSchema>;
}

export interface PostStream {
  take(signal: AbortSignal): Promise<readonly StreamedPost[]>;
  close(): Promise<void>;
}

/** X's filtered stream, of the posts that match this connector's rule. */
export const createPostStream = (options: PostStreamOptions): PostStream => {
  const { api, log } = options;
  let rule = '';
  const lines: LineStream = createLineStream(async (signal) => {
    rule = await ensureRule(options, signal);
    return api({ path: '/2/tweets/search/stream', parameters: POST_FIELDS, signal });
  }, log);
  return {
    take: async (signal) =>
      (await lines.take(signal)).flatMap((line) => {
        const { data: post, includes, matching_rules: rules } = v.parse(eventSchema, line);
        return post !== undefined && rules.some(({ id }) => id === rule) ? [{ post, includes }] : [];
      }),
    close: lines.close,
  };
};
