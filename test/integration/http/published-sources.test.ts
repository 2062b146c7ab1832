import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';
import { type Config, publishedConfigs } from '../../worker/published-configs.ts';
import { readTopic } from '../../worker/read-topic.ts';
import { type Api, startApi } from './api.ts';

const { bootstrapServers } = inject('kafka');
const configs = publishedConfigs(bootstrapServers);
let api: Api;

beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const SOURCE = 'io.confluent.connect.http.HttpSourceConnector';
const STRING = 'org.apache.kafka.connect.storage.StringConverter';
const JSON_CONVERTER = 'org.apache.kafka.connect.json.JsonConverter';

const confluent = {
  'tasks.max': '1',
  'confluent.topic.bootstrap.servers': 'broker:9092',
  'confluent.topic.replication.factor': '1',
};
describe('a published source', () => {
  const source = {
    ...confluent,
    'connector.class': SOURCE,
    'key.converter': STRING,
    'value.converter': JSON_CONVERTER,
    'value.converter.schemas.enable': 'false',
    'topic.name.pattern': 'http-topic-$' + '{entityName}',
  };

  /** The values with an id, once there are so many. */
  const read = async (config: Config, at: Config, { id, count }: { readonly id: string; readonly count: number }) => {
    const topic = `http-topic-${config['entity.names']}`;
    configs.cleanUp(topic);
    const name = await configs.paste(config, at);
    const values = async () =>
      (await readTopic(bootstrapServers, topic)).flatMap(({ value }) => (value?.includes(id) ? [value] : []));
    await configs.expectSoon(name, async () => expect((await values()).length).toBeGreaterThanOrEqual(count));
    return values();
  };

  test('of Confluent: chaining over a search', async () => {
    const config = {
      ...source,
      'entity.names': 'messages',
      url: 'http://httpserver:9006/test-index/_search',
      'http.offset.mode': 'CHAINING',
      'http.request.method': 'POST',
      'http.request.body': '{"size": 100, "sort": [{"@time": "asc"}], "search_after": [$' + '{offset}]}',
      'http.initial.offset': '1647948000000',
      'http.response.data.json.pointer': '/hits/hits',
      'http.offset.json.pointer': '/sort/0',
      'request.interval.ms': '5000',
    };
    const id = randomUUID();
    api.answer(({ body }) => {
      const after = Number(JSON.parse(body).search_after[0]);
      const hits = [1, 2].map((n) => ({ _source: { id, n }, sort: [1_647_948_000_000 + n] }));
      return {
        status: 200,
        body: JSON.stringify({ hits: { hits: hits.filter(({ sort }) => (sort[0] ?? 0) > after).slice(0, 1) } }),
      };
    });
    const values = await read(config, { url: `${api.url}/test-index/_search` }, { id, count: 2 });
    expect(values.map((value) => JSON.parse(value)._source.n)).toEqual([1, 2]);
  });

  test('of Confluent: pages by cursors', async () => {
    const config = {
      ...source,
      'entity.names': 'messages',
      url: 'http://httpserver:9006/storage/v1/b/test-bucket/o',
      'http.offset.mode': 'CURSOR_PAGINATION',
      'http.request.method': 'GET',
      'http.request.parameters': 'pageToken=$' + '{offset}',
      'http.response.data.json.pointer': '/items',
      'http.next.page.json.pointer': '/nextPageToken',
      'request.interval.ms': '1000',
    };
    const id = randomUUID();
    api.answer(({ path }) => {
      const token = Number(new URL(path, api.url).searchParams.get('pageToken') ?? 0);
      const items = [{ id, token }];
      return { status: 200, body: JSON.stringify({ items, ...(token < 2 && { nextPageToken: String(token + 1) }) }) };
    });
    const values = await read(config, { url: `${api.url}/storage/v1/b/test-bucket/o` }, { id, count: 3 });
    expect(values.map((value) => JSON.parse(value).token)).toEqual([0, 1, 2]);
  });

  test('of Confluent: counting', async () => {
    const config = {
      ...source,
      'entity.names': 'spaces',
      url: 'http://httpserver:9006/wiki/rest/api/space',
      'http.offset.mode': 'SIMPLE_INCREMENTING',
      'http.request.parameters': 'start=$' + '{offset}&limit=1',
      'http.initial.offset': '0',
      'http.response.data.json.pointer': '/results',
      'request.interval.ms': '1000',
    };
    const id = randomUUID();
    api.answer(({ path }) => {
      const start = Number(new URL(path, api.url).searchParams.get('start'));
      return { status: 200, body: JSON.stringify({ results: start < 3 ? [{ id, start }] : [] }) };
    });
    const values = await read(config, { url: `${api.url}/wiki/rest/api/space` }, { id, count: 3 });
    expect(values.map((value) => JSON.parse(value).start)).toEqual([0, 1, 2]);
  });

  test('of Confluent: OAuth2, with the source’s own key for how', async () => {
    const config = {
      ...source,
      'value.converter': STRING,
      url: 'http://httpserver:8080/api/messages',
      'entity.names': 'messages',
      'http.offset.mode': 'SIMPLE_INCREMENTING',
      'http.initial.offset': '1',
      'auth.type': 'oauth2',
      'oauth2.token.url': 'http://httpserver:8080/oauth/token',
      'oauth2.client.id': 'kc-client',
      'oauth2.client.secret': 'kc-secret',
      'oauth2.client.mode': 'url',
    };
    const id = randomUUID();
    api.answer(({ path, body, headers }) => {
      if (path === '/oauth/token')
        return { status: body.includes('client_secret=kc-secret') ? 200 : 401, body: '{"access_token":"sesame"}' };
      return headers.authorization === 'Bearer sesame' ? { status: 200, body: `[{"id":"${id}"}]` } : { status: 401 };
    });
    const at = { url: `${api.url}/api/messages`, 'oauth2.token.url': `${api.url}/oauth/token` };
    expect(await read(config, at, { id, count: 1 })).toHaveLength(1);
  });
});
