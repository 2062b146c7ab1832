import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { PUBLISHED } from '../../unit/http-sink/published.ts';
import { publishedConfigs } from '../../worker/published-configs.ts';
import { readTopic } from '../../worker/read-topic.ts';
import { type Api, startApi } from './api.ts';

const { bootstrapServers } = inject('kafka');
const STRING_CONVERTER = 'org.apache.kafka.connect.storage.StringConverter';
const configs = publishedConfigs(bootstrapServers, {
  'key.converter': STRING_CONVERTER,
  'value.converter': STRING_CONVERTER,
});
const oauth2 = new OAuth2Server();

beforeAll(async () => {
  await oauth2.issuer.keys.generate('RS256');
  await oauth2.start(0, '127.0.0.1');
  await configs.produce([
    { topic: 'http-messages', key: 'a', value: 'one' },
    { topic: 'http-messages', key: 'b', value: 'two' },
    { topic: 'http-messages', key: 'a', value: null },
  ]);
});
afterAll(() => oauth2.stop());

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.close());

/** The published one, with its URLs on this machine. */
const paste = (which: string, changes: RawConfig = {}): Promise<string> => {
  const config = PUBLISHED[which] ?? {};
  const url = config['http.api.url']?.replace('http://localhost:8080', api.url);
  return configs.paste(config, { ...(url !== undefined && { 'http.api.url': url }), ...changes });
};

const requests = () => api.received.map(({ method, path, body }) => `${method} ${path} ${body}`);
const authorizations = () => api.received.map(({ headers }) => headers.authorization);
const POSTED = ['POST /api/messages one', 'POST /api/messages two'];

describe('as published, it runs:', () => {
  it('Confluent, quick start, with topics of answers', async () => {
    configs.cleanUp('success-responses', 'error-responses');
    const name = await paste('Confluent, quick start', { 'reporter.bootstrap.servers': bootstrapServers });
    await configs.expectSoon(name, async () => expect(requests()).toEqual(POSTED));
    await configs.expectSoon(name, async () =>
      expect((await readTopic(bootstrapServers, 'success-responses')).map(({ value }) => value)).toEqual([
        '"OK"',
        '"OK"',
      ]),
    );
  });

  it('Confluent, basic authentication', async () => {
    const name = await paste('Confluent, basic authentication');
    await configs.expectSoon(name, async () => expect(requests()).toEqual(POSTED));
    const admin = `Basic ${Buffer.from('admin:password').toString('base64')}`;
    expect(authorizations()).toEqual([admin, admin]);
  });

  it('Confluent, OAuth2', async () => {
    const name = await paste('Confluent, OAuth2', { 'oauth2.token.url': `${oauth2.issuer.url}/token` });
    await configs.expectSoon(name, async () => expect(requests()).toEqual(POSTED));
    expect(authorizations()).toEqual([expect.stringMatching(/^Bearer ey/), expect.stringMatching(/^Bearer ey/)]);
  });

  it('Confluent, key and topic in the URL', async () => {
    const name = await paste('Confluent, key and topic in the URL');
    await configs.expectSoon(name, async () =>
      expect(requests()).toEqual([
        'PUT /api/messages/http-messages/a {"message": "one"}',
        'PUT /api/messages/http-messages/b {"message": "two"}',
        'DELETE /api/messages/http-messages/a ',
      ]),
    );
    expect(api.received[0]?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/json' });
  });

  it('Aiven', async () => {
    await configs.produce([1, 2, 3].map((n) => ({ topic: 'domain_a.events', value: `event ${n}` })));
    const name = await paste('Aiven', { 'http.url': api.url });
    await configs.expectSoon(name, async () => expect(api.received.map(({ body }) => body)).toHaveLength(2));
    expect(requests()).toEqual(['POST / event 1\nevent 2\n', 'POST / event 3\n']);
  });
});
