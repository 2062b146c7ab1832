import { isDeepStrictEqual } from 'node:util';
import { Client } from '@xdevplatform/xdk';
import { afterEach, describe, expect, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { OffsetStorageReader, SourceOffset } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import type { SourceTask } from '../../../lib/connect/source-task.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { validateValue } from '../../../lib/connect/validate-value.ts';
import { twitterSourceTask } from '../../../lib/connectors/twitter/task.ts';
import { sourceContext } from '../../contract/tasks/contexts.ts';
import { storedOffsets } from '../../contract/tasks/stored-offsets.ts';
import { postId, simulatedPost, simulatedPosts } from '../../services/x-api/posts.ts';
import { startX, type XOptions, type XService } from '../../services/x-api.ts';
import { waitFor } from '../../worker/worker-process.ts';

const never = new AbortController().signal;
const MINUTE_MS = 60_000;
let x: XService | undefined;
let tasks: SourceTask[] = [];

afterEach(async () => {
  for (const task of tasks) await task.stop?.();
  tasks = [];
  await x?.stop();
});

const open = async (options: Partial<XOptions> = {}): Promise<XService> => {
  x = await startX({ bearerToken: 'token', ...options });
  return x;
};

const start = async (
  config: RawConfig,
  stored: readonly SourceRecord[] = [],
  offsets: OffsetStorageReader['offsets'] = storedOffsets(stored).offsets,
): Promise<SourceTask> => {
  const raw = {
    'twitter.api.url': x?.url ?? '',
    'kafka.status.topic': 'posts',
    'filter.keywords': 'kafka',
    ...('twitter.oauth.consumerKey' in config ? {} : { 'twitter.bearer.token': 'token' }),
    ...config,
  };
  const task = await twitterSourceTask.start(raw, sourceContext(raw, { ...storedOffsets(stored), offsets }));
  tasks.push(task);
  return task;
};

const app = { 'twitter.oauth.consumerKey': 'key', 'twitter.oauth.consumerSecret': 'secret' };

const idOf = ({ key }: SourceRecord): string => String(key instanceof Struct ? key.get('Id') : null);

/** Polls until that many have come. */
const readAll = async (task: SourceTask, count: number): Promise<readonly SourceRecord[]> => {
  const records: SourceRecord[] = [];
  await waitFor(`${count} posts`, async () => {
    records.push(...((await task.poll(never)) ?? []));
    return records.length >= count;
  });
  return records;
};

/** The ids of all posts as X's own SDK finds them, page by page, each asked for until the limit allows it. */
const readBySdk = async (url: string): Promise<readonly string[]> => {
  const client = new Client({ bearerToken: 'token', baseUrl: url });
  const ids: string[] = [];
  let nextToken: string | undefined;
  do {
    const { data, meta } = await waitFor('a page', () =>
      client.posts.searchRecent('kafka', { maxResults: 100, ...(nextToken !== undefined && { nextToken }) }),
    );
    ids.push(...(data ?? []).map(({ id }) => String(id)));
    nextToken = meta?.nextToken;
  } while (nextToken !== undefined);
  return ids;
};

describe('recent search', () => {
  it('shows the simulator’s posts to X’s own SDK, too', async () => {
    const { url, publish } = await open();
    publish(simulatedPosts(250, Date.now() - MINUTE_MS));
    const ids = await readBySdk(url);
    expect(new Set(ids).size).toBe(250);
    const records = await readAll(await start({}), 250);
    expect(records.map(idOf)).toEqual(ids);
  });

  it('brings each of 10,000 posts once through limits, expiring tokens and new starts', {
    timeout: 120_000,
  }, async () => {
    const { url, publish, answered } = await open({ requestsPerToken: 7, requestsPerWindow: 10, windowMs: 1000 });
    const posts = simulatedPosts(10_000, Date.now() - MINUTE_MS);
    publish(posts);
    const records: SourceRecord[] = [];
    while (records.length < posts.length) {
      const left = posts.length - records.length;
      const run = await readAll(await start(app, records.slice(-1)), Math.min(left, 900));
      // What a run had sent when it was killed is where the next one goes on, be it in the middle of a page.
      records.push(...run.slice(0, run.length === left ? left : run.length - 27));
    }
    const all = posts.map(({ id }) => id).toSorted();
    expect(records.map(idOf).toSorted()).toEqual(all);
    expect(answered().get(401)).toBeGreaterThan(5);
    expect(answered().get(429)).toBeGreaterThan(0);
    // Each is a page of a hundred posts, as X allows no more.
    expect(answered().get(200)).toBeGreaterThan(100);
    expect((await readBySdk(url)).toSorted()).toEqual(all);
  });

  it('is not asked before X allows it, by the next run neither', async () => {
    const { publish, answered } = await open({ requestsPerWindow: 1, windowMs: 5 * MINUTE_MS });
    publish(simulatedPosts(30, Date.now() - MINUTE_MS));
    const task = await start({ 'queue.batch.size': '10' });
    await readAll(task, 10);
    expect(await task.poll(never)).toBeNull();
    const [limit, ...others] = task.updateOffsets?.([]) ?? [];
    expect([limit?.partition, others]).toEqual([{ twitter: 'rate limit', path: '/2/tweets/search/recent' }, []]);
    expect(limit?.offset.until_ms).toBeGreaterThan(Date.now());
    await task.commit?.();
    expect(task.updateOffsets?.([])).toEqual([]);

    const refused = answered().get(429);
    const runFrom = (offset: SourceOffset | undefined) =>
      start({}, [], async (partitions) =>
        partitions.map((partition) => (isDeepStrictEqual(partition, limit?.partition) ? (offset ?? null) : null)),
      );
    expect(await (await runFrom(limit?.offset)).poll(never)).toBeNull();
    expect(answered().get(429)).toBe(refused);
    expect(await (await runFrom({ until_ms: Date.now() - 1 })).poll(never)).toBeNull();
    expect(answered().get(429)).toBe((refused ?? 0) + 1);
  });

  it('goes on with what is new', async () => {
    const { publish } = await open();
    publish(simulatedPosts(30, Date.now() - MINUTE_MS));
    const task = await start({ 'queue.batch.size': '10' });
    const first = await readAll(task, 30);
    expect(await task.poll(never)).toBeNull();
    const [more] = simulatedPosts(1, Date.now());
    publish([more ?? simulatedPost(postId(Date.now()), 'kafka')]);
    expect((await task.poll(never))?.map(idOf)).toEqual([more?.id]);
    expect((await (await start({}, first)).poll(never))?.map(idOf)).toEqual([more?.id]);
  });

  it('starts over where X refuses to look so far back', async () => {
    const { publish } = await open();
    const posts = simulatedPosts(3, Date.now() - MINUTE_MS);
    publish(posts);
    const [old] = await readAll(await start({}), 3);
    const stale = { since_id: postId(Date.now() - 8 * 24 * 60 * MINUTE_MS), newest_id: null, until_id: null };
    const task = await start({}, old === undefined ? [] : [{ ...old, sourceOffset: stale }]);
    expect((await task.poll(never))?.map(idOf)).toEqual(posts.map(({ id }) => id).toReversed());
  });

  it('takes a user’s tokens', async () => {
    const { publish } = await open();
    publish(simulatedPosts(1, Date.now() - MINUTE_MS));
    const user = { 'twitter.oauth.accessToken': 'user', 'twitter.oauth.accessTokenSecret': 'secret' };
    expect(await (await start({ ...app, ...user })).poll(never)).toHaveLength(1);
  });

  it.each([
    [{ 'twitter.bearer.token': 'wrong' }, /status 401; check twitter.bearer.token/],
    [{ ...app, 'twitter.oauth.consumerSecret': 'wrong' }, /refuses twitter.oauth.consumerKey/],
  ])('fails with %j, saying what to change', async (config, message) => {
    await open();
    await expect((await start(config)).poll(never)).rejects.toThrow(message);
  });

  it('makes the original’s Status', async () => {
    const { publish } = await open();
    const id = postId(Date.parse(new Date(Date.now() - MINUTE_MS).toISOString()));
    const entities = {
      hashtags: [{ start: 6, end: 12, tag: 'kafka' }],
      urls: [
        { start: 1, end: 2, url: 'https://t.co/a', expanded_url: 'https://kafka.apache.org', display_url: 'kafka' },
      ],
      mentions: [{ start: 3, end: 4, username: 'XDevelopers', id: '2244994945' }],
    };
    const fields = {
      entities,
      in_reply_to_user_id: '2244994945',
      referenced_tweets: [{ type: 'replied_to', id: '1801900000000000001' }],
      geo: { coordinates: { type: 'Point', coordinates: [13.4, 52.5] } },
    };
    publish([simulatedPost(id, 'about #kafka', fields)]);
    const [record] = (await (await start({})).poll(never)) ?? [];
    const { value, valueSchema } = record ?? {};
    if (!(value instanceof Struct) || valueSchema == null) throw new Error('no Status');
    validateValue(valueSchema, value);
    const user = value.get('User');
    expect({
      id: String(value.get('Id')),
      reply: value.get('InReplyToStatusId'),
      name: value.get('InReplyToScreenName'),
      favorites: value.get('FavoriteCount'),
      user: user instanceof Struct && [
        user.get('ScreenName'),
        user.get('OriginalProfileImageURLHttps'),
        user.get('FollowersCount'),
      ],
      schema: valueSchema.name,
    }).toEqual({
      id,
      reply: 1801900000000000001n,
      name: 'XDevelopers',
      favorites: 2,
      user: ['XDevelopers', 'https://pbs.twimg.com/profile_images/1/a.jpg', 5],
      schema: 'com.github.jcustenborder.kafka.connect.twitter.Status',
    });
  });
});

describe('the filtered stream', () => {
  const streaming = { 'twitter.api': 'filtered_stream' };

  it('brings what was before, what comes, and what came while it was cut off', { timeout: 60_000 }, async () => {
    const { publish, rules, disconnect } = await open();
    const before = simulatedPosts(25, Date.now() - MINUTE_MS);
    publish(before);
    const task = await start(streaming);
    const records = [...(await readAll(task, 25))];
    await waitFor('the rule', async () => rules().length === 1);
    const during = simulatedPosts(5, Date.now());
    await task.poll(never);
    publish(during);
    records.push(...(await readAll(task, 5)));
    expect(records.map(idOf).toSorted()).toEqual([...before, ...during].map(({ id }) => id).toSorted());
    expect(rules()).toEqual([{ id: '1', tag: 'kafka-connect contract', value: 'kafka' }]);
    disconnect();
    await task.stop?.();
    tasks = [];
    const missed = simulatedPosts(3, Date.now() + 1000, 'kafka while away');
    publish(missed);
    const again = await readAll(await start(streaming, records), 3);
    expect(again.map(idOf)).toEqual(expect.arrayContaining(missed.map(({ id }) => id)));
  });

  it('fails where the app may not have it', async () => {
    const { publish } = await open({ streams: false });
    publish(simulatedPosts(1, Date.now() - MINUTE_MS));
    const task = await start(streaming);
    await expect(
      waitFor(
        'the refusal',
        async () => {
          await task.poll(never);
          return false;
        },
        10_000,
      ),
    ).rejects.toMatchObject({ cause: { message: expect.stringContaining('access level') } });
  });
});

it('makes tombstones of deletions', { timeout: 60_000 }, async () => {
  const { publish, delete: remove } = await open();
  publish(simulatedPosts(1, Date.now() - MINUTE_MS));
  const task = await start({ 'process.deletes': 'true' });
  const records: SourceRecord[] = [];
  await waitFor('a deletion', async () => {
    remove('1801900000000000001');
    records.push(...((await task.poll(never)) ?? []));
    return records.some(({ value }) => value === null);
  });
  const tombstone = records.find(({ value }) => value === null);
  expect(tombstone?.key).toEqual(expect.objectContaining({ values: [1801900000000000001n] }));
  expect(tombstone?.keySchema?.name).toMatch(/StatusDeletionNoticeKey$/);
});
