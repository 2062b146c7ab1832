import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { validateConfig } from '../../../lib/config/validate-config.ts';
import { httpSourceConfig } from '../../../lib/connectors/http/source/config.ts';
import { httpSource } from '../../../lib/connectors/http/source/connector.ts';
import { createPageRequest } from '../../../lib/connectors/http/source/page-request.ts';

const base = {
  name: 'http',
  'connector.class': 'io.confluent.connect.http.HttpSourceConnector',
  'tasks.max': '1',
  url: 'http://api:9006/items',
  'topic.name.pattern': 'items',
};

/** What single keys say, and what only the whole tells. */
const errorsOf = (raw: Readonly<Record<string, string>>): readonly string[] => {
  const keys = validateConfig(httpSourceConfig, raw).flatMap(({ name, errors }) =>
    errors.map((error) => `${name}: ${error}`),
  );
  return keys.length > 0 ? keys : httpSource.validate(raw).map(({ key, message }) => `${key}: ${message}`);
};

const confluent = {
  ...base,
  'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
  'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
  'value.converter.schemas.enable': 'false',
  'confluent.topic.bootstrap.servers': 'broker:9092',
  'confluent.topic.replication.factor': '1',
  'topic.name.pattern': 'http-topic-${entityName}',
  'entity.names': 'messages',
};

/** Configurations published for the original. */
const published: ReadonlyArray<readonly [string, Readonly<Record<string, string>>]> = [
  [
    'cursor pagination',
    {
      ...confluent,
      url: 'http://httpserver:9006/storage/v1/b/test-bucket/o',
      'http.offset.mode': 'CURSOR_PAGINATION',
      'http.request.method': 'GET',
      'http.request.parameters': 'pageToken=${offset}',
      'http.response.data.json.pointer': '/items',
      'http.next.page.json.pointer': '/nextPageToken',
      'request.interval.ms': '1000',
    },
  ],
  [
    'chaining over Elasticsearch',
    {
      ...confluent,
      url: 'http://httpserver:9006/test-index/_search',
      'http.offset.mode': 'CHAINING',
      'http.request.method': 'POST',
      'http.request.body': '{"size": 100, "sort": [{"@time": "asc"}], "search_after": [${offset}]}',
      'http.initial.offset': '1647948000000',
      'http.response.data.json.pointer': '/hits/hits',
      'http.offset.json.pointer': '/sort/0',
      'request.interval.ms': '5000',
    },
  ],
  [
    'simple incrementing',
    {
      ...base,
      'http.offset.mode': 'SIMPLE_INCREMENTING',
      'http.initial.offset': '1',
      'request.interval.ms': '86400000',
    },
  ],
];

describe('published configurations', () => {
  it.each(published)('%s', (_, raw) => {
    expect(errorsOf(raw)).toEqual([]);
  });
});

describe('configurations that cannot work', () => {
  it.each([
    [{ 'http.offset.mode': 'CHAINING' }, 'http.offset.json.pointer: http.offset.mode=CHAINING needs it'],
    [
      { 'http.offset.mode': 'CURSOR_PAGINATION' },
      'http.next.page.json.pointer: http.offset.mode=CURSOR_PAGINATION needs it',
    ],
    [
      { 'http.offset.mode': 'CHAINING', 'http.offset.json.pointer': '/id' },
      'http.offset.mode: http.offset.mode=CHAINING needs ${offset} in',
    ],
    [{ 'http.initial.offset': 'x' }, 'http.initial.offset: http.offset.mode=SIMPLE_INCREMENTING needs an integer'],
    [{ url: 'http://api/${entityName}' }, 'entity.names: ${entityName} stands for nothing: name entities'],
    [{ 'http.request.body': '{}' }, 'http.request.body: http.request.method=GET has no body: set it to POST'],
    [{ 'auth.type': 'BEARER' }, 'bearer.token: auth.type=BEARER needs it'],
    [
      { 'http.request.headers': 'nonsense' },
      'http.request.headers: Invalid value for configuration http.request.headers',
    ],
    [{ 'http.response.data.json.pointer': 'data' }, 'http.response.data.json.pointer: Invalid value data'],
  ])('%j', (keys, message) => {
    expect(errorsOf({ ...base, ...keys })).toEqual([expect.stringContaining(message)]);
  });
});

describe('requests', () => {
  const requestOf = (keys: Readonly<Record<string, string>>, offset: string) =>
    createPageRequest(parseConfig(httpSourceConfig, { ...base, ...keys }), 'a b')(offset);

  it('put offset and entity into the address, parameters and headers', () => {
    const request = requestOf(
      {
        url: 'http://api/${entityName}/${offset}?x=1',
        'http.request.parameters': 'from=${offset}&of=${entityName}',
        'http.request.headers': 'X-From: ${offset}|Accept: text/json',
      },
      'a/b&c',
    );
    expect(request.url.href).toBe('http://api/a%20b/a%2Fb%26c?x=1&from=a%2Fb%26c&of=a+b');
    expect(request.headers).toEqual({ accept: 'text/json', 'x-from': 'a/b&c' });
  });

  it('put it into a body without breaking its JSON', () => {
    const keys = { 'http.request.method': 'POST', 'http.request.body': '{"n":${offset},"s":"${offset}"}' };
    expect(requestOf(keys, '7').body).toBe('{"n":7,"s":"7"}');
    expect(requestOf({ ...keys, 'http.request.body': '{"s":"${offset}"}' }, 'a"b').body).toBe('{"s":"a\\"b"}');
  });

  it('leave out a parameter of an offset that is empty', () => {
    expect(requestOf({ 'http.request.parameters': 'limit=5&cursor=${offset}' }, '').url.search).toBe('?limit=5');
  });
});

it('spreads entities over tasks', () => {
  const raw = { ...base, 'entity.names': 'a,b,c' };
  const names = (maxTasks: number) => httpSource.taskConfigs(raw, maxTasks).map((task) => task['entity.names']);
  expect(names(2)).toEqual(['a,b', 'c']);
  expect(names(9)).toEqual(['a', 'b', 'c']);
});
