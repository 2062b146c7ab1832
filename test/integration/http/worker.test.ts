import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { changesFrom, fillTopic } from '../../worker/compacted-topic.ts';
import { countRecords, readTopic } from '../../worker/read-topic.ts';
import { startWorkerProcess, type WorkerProcess, waitFor } from '../../worker/worker-process.ts';
import { uniqueName } from '../elasticsearch/servers.ts';
import { type Api, startApi } from './api.ts';

const { bootstrapServers } = inject('kafka');
const RECORDS = 40;
let api: Api;
let worker: WorkerProcess;

beforeEach(async () => {
  api = await startApi();
  worker = await startWorkerProcess({ 'bootstrap.servers': bootstrapServers });
});
afterEach(async () => {
  await worker.remove();
  await api.close();
});

it('sends a topic’s records to an API, and tells two topics what came of them', async () => {
  const topic = uniqueName('http');
  const [results, failures] = [`${topic}-results`, `${topic}-failures`];
  api.answer(({ body }) => ({ status: body === '{"n":7}' ? 422 : 200, body: `got ${body}` }));
  const change = (n: number) => ({ id: n, version: n });
  await fillTopic({ bootstrapServers }, topic, changesFrom(0, RECORDS, change));
  await worker.client.create(topic, {
    'connector.class': 'io.confluent.connect.http.HttpSinkConnector',
    topics: topic,
    'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'http.api.url': `${api.url}/numbers/\${key}`,
    'request.body.format': 'json',
    'batch.json.as.array': 'false',
    'behavior.on.error': 'log',
    'retry.on.status.codes': '500-',
    'reporter.bootstrap.servers': bootstrapServers,
    'reporter.result.topic.name': results,
    'reporter.result.topic.replication.factor': '1',
    'reporter.error.topic.name': failures,
    'reporter.error.topic.replication.factor': '1',
    'report.errors.as': 'http_response',
  });
  await waitFor('all results', async () => (await countRecords(bootstrapServers, results)) >= RECORDS - 1, 60_000);
  await waitFor('the failure', async () => (await countRecords(bootstrapServers, failures)) >= 1, 60_000);
  const numbers = Array.from({ length: RECORDS }, (_, n) => n);
  expect(new Set(api.received.map(({ path, body }) => `${path} ${body}`))).toEqual(
    new Set(numbers.map((n) => `/numbers/${n} {"n":${n}}`)),
  );
  const values = (await readTopic(bootstrapServers, results)).map(({ value }) => value);
  expect(new Set(values)).toEqual(new Set(numbers.filter((n) => n !== 7).map((n) => JSON.stringify(`got {"n":${n}}`))));
  expect((await readTopic(bootstrapServers, failures))[0]?.value).toBe(JSON.stringify('got {"n":7}'));
});
