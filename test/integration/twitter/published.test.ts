import { afterEach, expect, inject, test } from 'vitest';
import { simulatedPosts } from '../../services/x-api/posts.ts';
import { startX, type XService } from '../../services/x-api.ts';
import { publishedConfigs } from '../../worker/published-configs.ts';
import { countRecords, readTopic } from '../../worker/read-topic.ts';

const TOPIC = 'twitter_json_01';
/** Each hundred is a page, and ten pages a second are allowed; KILL_TEST_ROWS=10000 is the full size. */
const POSTS = Math.min(Number(process.env.KILL_TEST_ROWS ?? 2000), 10_000);
const MINUTE_MS = 60_000;

const { bootstrapServers } = inject('kafka');
const configs = publishedConfigs(bootstrapServers);
let x: XService | undefined;

afterEach(() => x?.stop());

/** The posts with a text, once there are so many. */
const read = async (name: string, text: string, count: number) => {
  configs.cleanUp(TOPIC);
  const posts = async () =>
    (await readTopic(bootstrapServers, TOPIC)).flatMap(({ value }) => (value?.includes(text) ? [value] : []));
  await configs.expectSoon(name, async () => {
    expect(await countRecords(bootstrapServers, TOPIC)).toBeGreaterThanOrEqual(count);
    expect((await posts()).length).toBeGreaterThanOrEqual(count);
  });
  return (await posts()).map((value) => JSON.parse(value));
};

const app = {
  'connector.class': 'com.github.jcustenborder.kafka.connect.twitter.TwitterSourceConnector',
  'tasks.max': '1',
  'twitter.oauth.consumerKey': 'XXXXX',
  'twitter.oauth.consumerSecret': 'XXXXX',
  'kafka.status.topic': TOPIC,
  'filter.keywords': 'rickastley,kafka,ksql,rmoff',
  'process.deletes': 'false',
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter.schemas.enable': 'false',
  'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'key.converter.schemas.enable': 'false',
};
const user = { 'twitter.oauth.accessToken': 'XXXXX', 'twitter.oauth.accessTokenSecret': 'XXXXX' };

const at = (url: string) => ({
  'twitter.api.url': url,
  'twitter.oauth.consumerKey': 'key',
  'twitter.oauth.consumerSecret': 'secret',
});

test('a published source, with a user’s tokens', async () => {
  x = await startX({ bearerToken: 'token' });
  const text = `kafka ${crypto.randomUUID()}`;
  x.publish(simulatedPosts(3, Date.now() - MINUTE_MS, text));
  const credentials = { 'twitter.oauth.accessToken': 'user', 'twitter.oauth.accessTokenSecret': 'secret' };
  const name = await configs.paste({ ...app, ...user }, { ...at(x.url), ...credentials });
  const [post] = await read(name, text, 3);
  expect(post).toMatchObject({ User: { ScreenName: 'XDevelopers' }, Retweet: false });
});

test(`a published source brings each of ${POSTS} posts once through limits and tokens that expire`, async () => {
  x = await startX({ bearerToken: 'token', requestsPerToken: 7, requestsPerWindow: 10, windowMs: 1000 });
  const text = `ksql ${crypto.randomUUID()}`;
  const posts = simulatedPosts(POSTS, Date.now() - MINUTE_MS, text);
  x.publish(posts);
  const found = await read(await configs.paste(app, at(x.url)), text, POSTS);
  expect(found).toHaveLength(POSTS);
  expect(new Set(found.map(({ Text: said }) => said)).size).toBe(POSTS);
  expect(x.answered().get(401)).toBeGreaterThan(1);
  expect(x.answered().get(429)).toBeGreaterThan(0);
});
