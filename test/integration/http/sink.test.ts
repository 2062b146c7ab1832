import { OAuth2Server } from 'oauth2-mock-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Decimal } from '../../../lib/connect/decimal.ts';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { decimalSchema } from '../../../lib/connect/logical-types.ts';
import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';
import { temporaryDirectory } from '../../contract/tasks/temporary-directory.ts';
import { readCertificate } from '../elasticsearch/certificate.ts';
import { type Api, startApi } from './api.ts';
import { startForwardProxy } from './forward-proxy.ts';
import { type Refused, type Reported, record, records, startSink } from './sink-tasks.ts';

const VALUE = structSchema([
  ['id', INT64_SCHEMA],
  ['name', STRING_SCHEMA],
  ['price', decimalSchema(2)],
]);
const value = new Struct(VALUE, [9007199254740993n, 'ä/b', new Decimal(1050n, 2)]);

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

const bodies = () => api.received.map(({ body }) => body);

describe('requests', () => {
  it('go to the API one by one, in order, with the headers of the configuration and of the record', async () => {
    const task = await startSink({ 'http.api.url': `${api.url}/messages`, headers: 'Accept:text/plain|X-A: 1' });
    const headers = [
      { key: 'trace', schema: null, value: 'abc' },
      { key: 'Host', schema: null, value: 'elsewhere' },
      { key: 'not a name', schema: null, value: 'x' },
    ];
    await task.put([...records(0, 3), record(3, { headers })]);
    expect(bodies()).toEqual(['v0', 'v1', 'v2', 'v3']);
    expect(api.received[3]).toMatchObject({
      method: 'POST',
      path: '/messages',
      headers: { accept: 'text/plain', 'x-a': '1', trace: 'abc', host: `127.0.0.1:${api.port}` },
    });
    expect(api.received[0]?.headers).not.toHaveProperty('trace');
  });

  it('have parts of the record in their URL, encoded', async () => {
    const url = `${api.url}/\${topic}/\${key}/\${name}?id=\${id}`;
    const task = await startSink({ 'http.api.url': url, 'request.method': 'put', 'request.body.format': 'json' });
    await task.put([record(0, { key: 'a b', value, valueSchema: VALUE })]);
    expect(api.received[0]).toMatchObject({ method: 'PUT', path: '/orders/a%20b/%C3%A4%2Fb?id=9007199254740993' });
    expect(api.received[0]?.headers['content-type']).toBe('application/json');
    expect(bodies()).toEqual(['[{"id":9007199254740993,"name":"ä/b","price":"BBo="}]']);
  });

  it('take as many records as they may, of one URL, one batch key and the same headers', async () => {
    const task = await startSink({
      'http.api.url': `${api.url}/\${topic}`,
      'batch.max.size': '2',
      'batch.prefix': '<',
      'batch.suffix': '>',
      'batch.separator': ';',
      'batch.key.pattern': '${key}',
    });
    const keyed = (offset: number, key: string, topic = 'a') => record(offset, { key, topic });
    await task.put([keyed(0, 'x'), keyed(1, 'y'), keyed(2, 'x'), keyed(3, 'x'), keyed(4, 'y', 'b')]);
    expect(api.received.map(({ path, body }) => `${path} ${body}`)).toEqual([
      '/a <v0;v2>',
      '/a <v1>',
      '/a <v3>',
      '/b <v4>',
    ]);
  });

  it.each([
    ['10', {}, ['[{"n":1},{"n":2}]']],
    ['1', {}, ['[{"n":1}]', '[{"n":2}]']],
    ['1', { 'batch.json.as.array': 'false' }, ['{"n":1}', '{"n":2}']],
    ['10', { 'batch.json.as.array': 'false', 'batch.seperator': '~' }, ['{"n":1}~{"n":2}']],
    ['10', { 'batch.json.as.array': 'false', 'batch.seperator': '~', 'batch.separator': ';' }, ['{"n":1};{"n":2}']],
  ])('hold JSON in an array unless they are told not to: at most %s, %j', async (size, more, expected) => {
    const config = { 'http.api.url': api.url, 'batch.max.size': size, 'request.body.format': 'json' };
    const task = await startSink({ ...config, ...more });
    await task.put([record(0, { value: { n: 1 } }), record(1, { value: { n: 2n } })]);
    expect(bodies()).toEqual(expected);
  });

  it.each([
    [{}, '"AN4="'],
    [{ 'json.decimal.format': 'NUMERIC' }, '2.22'],
  ])('hold decimals as %j says', async (more, price) => {
    const schema = structSchema([['price', decimalSchema(2)]]);
    const config = { 'http.api.url': api.url, 'request.body.format': 'json', 'batch.json.as.array': 'false' };
    const task = await startSink({ ...config, ...more });
    await task.put([record(0, { value: new Struct(schema, [new Decimal(222n, 2)]), valueSchema: schema })]);
    expect(bodies()).toEqual([`{"price":${price}}`]);
  });

  it('are changed by regular expressions', async () => {
    const task = await startSink({
      'http.api.url': api.url,
      'regex.patterns': '^\\{~\\}$~v',
      'regex.replacements': '[~]~w',
    });
    await task.put([record(0, { value: '{vvv}' })]);
    expect(bodies()).toEqual(['[www]']);
  });
});

describe('tombstones', () => {
  const tombstone = record(1, { key: 'a', value: null });

  it('delete by key, behind the records before them', async () => {
    const config = { 'http.api.url': `${api.url}/m?x=1`, 'behavior.on.null.values': 'delete', 'batch.max.size': '5' };
    const task = await startSink(config);
    await task.put([record(0), tombstone, record(2)]);
    expect(api.received.map(({ method, path, body }) => `${method} ${path} ${body}`)).toEqual([
      'POST /m?x=1 v0',
      'DELETE /m/a?x=1 ',
      'POST /m?x=1 v2',
    ]);
  });

  it('do nothing, or count as errors', async () => {
    const ignoring = await startSink({ 'http.api.url': api.url });
    await ignoring.put([tombstone]);
    expect(api.received).toEqual([]);
    const failing = await startSink({ 'http.api.url': api.url, 'behavior.on.null.values': 'fail' });
    await expect(failing.put([tombstone])).rejects.toThrow('orders-0@1: Encountered a null value record');
  });
});

describe('failures', () => {
  it('have a request sent again, for the statuses that are named', async () => {
    const statuses = [503, 429, 200, 400];
    api.answer(() => ({ status: statuses.shift() ?? 200 }));
    const task = await startSink({ 'http.api.url': api.url, 'retry.on.status.codes': '429,500-', 'max.retries': '2' });
    await task.put([record(0)]);
    expect(api.received).toHaveLength(3);
    await expect(task.put([record(1)])).rejects.toThrow(/orders-0@1: Error while processing HTTP request .* code: 400/);
    expect(api.received).toHaveLength(4);
  });

  it('fail the task when tries are used up, and name no secret of the URL', async () => {
    api.answer(() => ({ status: 500, body: 'broken' }));
    const url = `${api.url.replace('//', '//user:sesame@')}/path?token=sesame`;
    const task = await startSink({ 'http.api.url': url, 'max.retries': '3' });
    const failure: unknown = await task.put(records(0, 2)).catch((error) => error);
    expect(failure).toBeInstanceOf(ConnectError);
    expect(failure).not.toBeInstanceOf(RetriableError);
    expect(failure).not.toBeInstanceOf(DataError);
    expect(String(failure)).toContain(`${api.url}/path, HTTP Response code: 500, Response content: broken`);
    expect(String(failure)).not.toContain('sesame');
    expect(bodies()).toEqual(['v0', 'v0', 'v0', 'v0']);
  });

  it('cost the record alone that they are about, where it can be reported', async () => {
    api.answer(({ body }) => ({ status: body === 'v1' ? 400 : 200, body: `about ${body}` }));
    const refused: Refused = new Map();
    const reported: Reported = new Map();
    const topics = { 'reporter.bootstrap.servers': 'broker:9092', 'reporter.result.topic.name': 'results' };
    const config = { 'http.api.url': api.url, 'max.retries': '1', 'report.errors.as': 'http_response', ...topics };
    const task = await startSink(config, { refused, reported });
    await task.put(records(0, 3));
    expect([...refused.keys()]).toEqual([1]);
    expect([...reported.keys()].toSorted()).toEqual(['contract-error', 'results']);
    expect(reported.get('results')?.map((one) => one.value)).toEqual(['"about v0"', '"about v2"']);
    const [failed] = reported.get('contract-error') ?? [];
    expect(failed?.value).toBe('"about v1"');
    expect(Object.fromEntries(failed?.headers ?? [])).toMatchObject({
      input_record_topic: 'orders',
      input_record_partition: '0',
      input_record_offset: '1',
      http_response_code: '400',
    });
  });

  it.each(['log', 'ignore'])('are passed over with behavior.on.error=%s', async (behavior) => {
    api.answer(({ body }) => (body === 'v0' ? undefined : { status: 200 }));
    const task = await startSink({ 'http.api.url': api.url, 'max.retries': '0', 'behavior.on.error': behavior });
    await task.put(records(0, 2));
    expect(bodies()).toEqual(['v0', 'v1']);
  });

  it('have the whole batch come again under Aiven’s kafka.retry.backoff.ms', async () => {
    api.answer(() => ({ status: 503 }));
    let waitMs = 0;
    const raw = { 'connector.class': 'io.aiven.kafka.connect.http.HttpSinkConnector', 'kafka.retry.backoff.ms': '700' };
    const task = await startSink(
      { 'http.url': api.url, 'http.authorization.type': 'none', ...raw },
      {
        timeout: (ms) => {
          waitMs = ms;
        },
      },
    );
    await expect(task.put(records(0, 1))).rejects.toBeInstanceOf(RetriableError);
    expect(waitMs).toBe(700);
    expect(api.received).toHaveLength(2);
  });

  it('name a field that a record lacks', async () => {
    const task = await startSink({ 'http.api.url': `${api.url}/\${none}` });
    await expect(task.put([record(4)])).rejects.toThrow('orders-0@4: ${none} stands for nothing in this record');
  });
});

describe('connections', () => {
  it('trust a certificate in PEM, and no other', async () => {
    const { path, remove } = await temporaryDirectory();
    const certificate = await readCertificate(path);
    await remove();
    const secure = await startApi(certificate);
    const config = { 'http.api.url': secure.url, 'max.retries': '0' };
    try {
      const trusting = await startSink({ ...config, 'https.ssl.truststore.certificates': certificate.cert });
      await trusting.put([record(0)]);
      expect(secure.received).toHaveLength(1);
      const other = await startSink(config);
      await expect(other.put([record(0)])).rejects.toThrow('self-signed certificate');
    } finally {
      await secure.close();
    }
  });

  it('go through a proxy', async () => {
    const proxy = await startForwardProxy();
    const config = { 'http.api.url': api.url, 'http.proxy.host': '127.0.0.1', 'http.proxy.port': proxy.port };
    try {
      const task = await startSink({ ...config, 'http.proxy.user': 'u', 'http.proxy.password': 'p' });
      await task.put([record(0)]);
      expect(bodies()).toEqual(['v0']);
      expect(proxy.seen).toEqual([`POST ${api.url}`]);
      const unknown = await startSink({ ...config, 'max.retries': '0' });
      await expect(unknown.put([record(1)])).rejects.toThrow('code: 407');
    } finally {
      await proxy.close();
    }
  });

  it('are given up when the API keeps silent for too long, and tried again', async () => {
    let silent = 1;
    api.hold(() => silent-- > 0);
    const task = await startSink({ 'http.api.url': api.url, 'http.request.timeout.ms': '200' });
    await task.put([record(0)]);
    expect(bodies()).toEqual(['v0', 'v0']);
  });

  it('come back when the API does', async () => {
    const { port } = api;
    await api.close();
    const task = await startSink({
      'http.api.url': api.url,
      'retry.backoff.ms': '50',
      'retry.backoff.policy': 'CONSTANT_VALUE',
    });
    const put = task.put(records(0, 3));
    api = await startApi(undefined, port);
    await put;
    expect(bodies()).toEqual(['v0', 'v1', 'v2']);
  });
});

describe('authentication', () => {
  it.each([
    [{ 'auth.type': 'BASIC', 'connection.user': 'u', 'connection.password': 'p' }, { authorization: 'Basic dTpw' }],
    [{ 'auth.type': 'BEARER', 'bearer.token': 't' }, { authorization: 'Bearer t' }],
    [{ 'auth.type': 'API_KEY', 'api.key.name': 'X-Key', 'api.key.value': 'k' }, { 'x-key': 'k' }],
  ])('by %o', async (config, headers) => {
    const task = await startSink({ 'http.api.url': api.url, ...config });
    await task.put([record(0)]);
    expect(api.received[0]?.headers).toMatchObject(headers);
  });

  it('by a key in the query', async () => {
    const key = { 'auth.type': 'API_KEY', 'api.key.name': 'key', 'api.key.value': 'a&b', 'api.key.location': 'QUERY' };
    const task = await startSink({ 'http.api.url': `${api.url}/x?y=1`, ...key });
    await task.put([record(0)]);
    expect(api.received[0]?.path).toBe('/x?y=1&key=a%26b');
  });

  describe('by OAuth2', () => {
    const server = new OAuth2Server();
    const tokens: string[] = [];
    let asked: unknown[] = [];

    beforeEach(async () => {
      await server.issuer.keys.generate('RS256');
      await server.start(0, '127.0.0.1');
      tokens.length = 0;
      asked = [];
      server.service.removeAllListeners();
      server.service.on('beforeResponse', (answer, request) => {
        asked.push({ authorization: request.headers.authorization, body: request.body });
        if (typeof answer.body === 'object' && 'access_token' in answer.body)
          tokens.push(String(answer.body.access_token));
      });
      // Each token is another one.
      server.service.on('beforeTokenSigning', (token) => {
        token.payload.jti = String(tokens.length);
      });
    });
    afterEach(() => server.stop());

    const config = () => ({
      'http.api.url': api.url,
      'auth.type': 'OAUTH2',
      'oauth2.token.url': `${server.issuer.url}/token`,
      'oauth2.client.id': 'client',
      'oauth2.client.secret': 'sesame',
    });

    it('with one token for many requests, and a new one where it is refused', async () => {
      const task = await startSink({ ...config(), 'max.retries': '0' });
      await task.put(records(0, 3));
      expect(tokens).toHaveLength(1);
      expect(asked).toMatchObject([
        { authorization: 'Basic Y2xpZW50OnNlc2FtZQ==', body: { grant_type: 'client_credentials', scope: 'any' } },
      ]);
      expect(api.received.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill(`Bearer ${tokens[0]}`));
      api.answer(({ headers }) => ({ status: headers.authorization === `Bearer ${tokens[0]}` ? 401 : 200 }));
      await task.put(records(3, 5));
      expect(tokens).toHaveLength(2);
      expect(bodies()).toEqual(['v0', 'v1', 'v2', 'v3', 'v3', 'v4']);
    });

    it('with the secret in the form, under either product’s keys', async () => {
      const task = await startSink({ ...config(), 'oauth2.client.auth.mode': 'url', 'oauth2.client.scope': 'write' });
      await task.put([record(0)]);
      const aiven = await startSink({
        'connector.class': 'io.aiven.kafka.connect.http.HttpSinkConnector',
        'http.url': api.url,
        'http.authorization.type': 'oauth2',
        'oauth2.access.token.url': `${server.issuer.url}/token`,
        'oauth2.client.id': 'client',
        'oauth2.client.secret': 'sesame',
        'oauth2.client.authorization.mode': 'URL',
        'oauth2.client.scope': 'write',
      });
      await aiven.put([record(1)]);
      const form = { client_id: 'client', client_secret: 'sesame', scope: 'write' };
      expect(asked).toMatchObject([{ body: form }, { body: form }]);
    });

    it('fails where the server refuses the client, without naming the secret', async () => {
      server.service.on('beforeResponse', (answer) => {
        answer.statusCode = 401;
      });
      const task = await startSink(config());
      const failure: unknown = await task.put([record(0)]).catch((error) => error);
      expect(String(failure)).toContain('The OAuth2 server refused oauth2.client.id: it answered 401');
      expect(String(failure)).not.toContain('sesame');
    });
  });
});
