import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { temporaryDirectory } from '../../contract/tasks/temporary-directory.ts';
import { published } from '../../unit/elasticsearch/published.ts';
import { publishedConfigs, withSchema } from '../../worker/published-configs.ts';
import { readCertificate } from './certificate.ts';
import { type ReverseProxy, startReverseProxy } from './reverse-proxy.ts';
import { type Server, sharedServer } from './servers.ts';
import { verifySignature } from './signature-v4.ts';

const configs = publishedConfigs(inject('kafka').bootstrapServers);

let elasticsearch: Server;
let opensearch: Server;
beforeAll(async () => {
  [elasticsearch, opensearch] = await Promise.all([sharedServer('elasticsearch8'), sharedServer('opensearch')]);
  // As Elasticsearch has it from the start.
  const template = { index_patterns: ['logs-*-*'], data_stream: {}, priority: 100 };
  await opensearch.call('PUT', '/_index_template/logs', template);
}, 180_000);
afterAll(async () => {
  await opensearch?.call('DELETE', '/_data_stream/logs-dataset-*');
  await opensearch?.call('DELETE', '/_index_template/logs');
});

const opened: ReverseProxy[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

const quickStart = (n: number) => withSchema({ f1: 'string', n: 'int64' }, { f1: `value${n}`, n });

/** Documents by id, once the connector has written so many. */
const expectDocuments = async (
  connector: string,
  { server, index, ids }: { readonly server: Server; readonly index: string; readonly ids: readonly string[] },
) => {
  let documents: Awaited<ReturnType<Server['documents']>> = new Map();
  await configs.expectSoon(connector, async () => {
    documents = await server.documents(index);
    expect([...documents.keys()].toSorted()).toEqual(ids.toSorted());
  });
  return documents;
};

describe('as published, it runs:', () => {
  it('Confluent, quick start and data stream of the same topic', async () => {
    const topic = 'test-elasticsearch-sink';
    await configs.produce([1, 2, 3].map((n) => ({ topic, value: quickStart(n) })));
    const plain = await configs.paste(published['Confluent, quick start'], { 'connection.url': elasticsearch.url });
    const stream = await configs.paste(published['Confluent, data stream'], { 'connection.url': opensearch.url });
    const ids = [0, 1, 2].map((offset) => `${topic}+0+${offset}`);
    const indexed = await expectDocuments(plain, { server: elasticsearch, index: topic, ids });
    expect(indexed.get(`${topic}+0+1`)).toEqual({ f1: 'value2', n: 2 });
    const streamed = await expectDocuments(stream, { server: opensearch, index: `logs-dataset-${topic}`, ids });
    expect(streamed.get(`${topic}+0+1`)).toEqual({ f1: 'value2', n: 2, '@timestamp': expect.anything() });
  });

  it('Confluent, without schemas', async () => {
    await configs.produce([{ topic: 'foo', key: 'k', value: '{"a":{"b":[1,null]}}' }]);
    const name = await configs.paste(published['Confluent, without schemas'], { 'connection.url': elasticsearch.url });
    const documents = await expectDocuments(name, { server: elasticsearch, index: 'foo', ids: ['foo+0+0'] });
    expect(documents.get('foo+0+0')).toEqual({ a: { b: [1, null] } });
  });

  it('Confluent, TLS', async () => {
    const directory = await temporaryDirectory();
    const certificate = await readCertificate(directory.path);
    const file = join(directory.path, 'ca.pem');
    await writeFile(file, certificate.cert);
    // The published jars of Elasticsearch can do without TLS and users only: both stand before it.
    const proxy = await startReverseProxy(elasticsearch.url, certificate);
    opened.push(proxy);
    const elastic = `Basic ${Buffer.from('elastic:elastic').toString('base64')}`;
    proxy.intercept(({ headers }) => (headers.authorization === elastic ? undefined : { status: 401, body: '{}' }));
    const json = (key: string) => JSON.stringify({ schema: { type: 'string', optional: false }, payload: key });
    await configs.produce([
      { topic: 'test', key: json('a'), value: quickStart(1) },
      { topic: 'test', key: json('b'), value: quickStart(2) },
      { topic: 'test', key: json('b'), value: withSchema({ n: 'string' }, { n: 'no number, so malformed' }) },
      { topic: 'test', key: json('a'), value: null },
    ]);
    const name = await configs.paste(published['Confluent, TLS'], {
      'connection.url': proxy.url,
      'elastic.https.ssl.truststore.location': file,
    });
    const documents = await expectDocuments(name, { server: elasticsearch, index: 'test', ids: ['b'] });
    expect(documents.get('b')).toEqual({ f1: 'value2', n: 2 });
    await directory.remove();
  });

  it.each([
    ['Aiven, OpenSearch quick start', 'test-opensearch-sink'],
    ['Aiven, documentation', 'TOPIC_LIST'],
  ] as const)('%s', async (which, topic) => {
    await configs.produce([1, 2].map((n) => ({ topic, value: quickStart(n) })));
    const name = await configs.paste(published[which], { 'connection.url': opensearch.url });
    const ids = [0, 1].map((offset) => `${topic}+0+${offset}`);
    await expectDocuments(name, { server: opensearch, index: topic.toLowerCase(), ids });
  });

  it('Aiven, AWS, signing every request', async () => {
    const proxy = await startReverseProxy(opensearch.url);
    opened.push(proxy);
    // What AWS would do in front of its domains.
    proxy.intercept((request) =>
      verifySignature(request, 'secret')?.scope === 'AKIA/us-east-1/es' ? undefined : { status: 403, body: '{}' },
    );
    const json = JSON.stringify({ schema: { type: 'string', optional: false }, payload: 'a' });
    await configs.produce([
      { topic: 'events', key: json, value: quickStart(1) },
      { topic: 'events', key: json, value: withSchema({ n: 'int64' }, { n: 2 }) },
    ]);
    const name = await configs.paste(published['Aiven, AWS'], { 'connection.url': proxy.url });
    await configs.expectSoon(name, async () =>
      expect(await opensearch.documents('events')).toEqual(new Map([['a', { f1: 'value1', n: 2 }]])),
    );
  });
});
