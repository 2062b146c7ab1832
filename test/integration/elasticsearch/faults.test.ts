import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConnectError, DataError, RetriableError } from '../../../lib/connect/errors.ts';
import { freePort } from '../../services/ports.ts';
import { type ReverseProxy, startReverseProxy } from './reverse-proxy.ts';
import { type Server, sharedServer, uniqueName } from './servers.ts';
import { type Reports, record, startSink, struct } from './sink-tasks.ts';

let server: Server;
let proxy: ReverseProxy;
let topic: string;

beforeEach(async () => {
  server = await sharedServer('elasticsearch8');
  proxy = await startReverseProxy(server.url);
  topic = uniqueName('faults');
});
afterEach(() => proxy.close());

const isBulk = (path: string): boolean => path.startsWith('/_bulk');
const bulks = () => proxy.passed.filter(({ path }) => isBulk(path));

const records = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) =>
    record(topic, { offset: from + index, key: `k${from + index}`, ...struct('x', from + index) }),
  );

/** Answers the next bulk requests so. */
const answerBulks = (...answers: ReadonlyArray<{ readonly status: number; readonly body: string }>) => {
  const left = [...answers];
  proxy.intercept(({ path }) => (isBulk(path) ? left.shift() : undefined));
};

const BUSY = { status: 429, body: '{"error":{"type":"circuit_breaking_exception","reason":"too much"},"status":429}' };

it('sends again what was turned away by 429, 502, 503 and 504', async () => {
  answerBulks(BUSY, { status: 502, body: 'Bad Gateway' }, { status: 503, body: '' }, { status: 504, body: '' });
  const task = await startSink({ 'connection.url': proxy.url, 'retry.backoff.ms': '1' });
  await task.put(records(0, 5));
  expect(bulks()).toHaveLength(5);
  expect((await server.documents(topic)).size).toBe(5);
});

it('sends again only the documents that were turned away', async () => {
  const rejected = { status: 429, error: { type: 'es_rejected_execution_exception', reason: 'queue full' } };
  const items = [{ index: { status: 201 } }, { index: rejected }, { index: rejected }];
  answerBulks({ status: 200, body: JSON.stringify({ errors: true, items }) });
  const task = await startSink({ 'connection.url': proxy.url, 'retry.backoff.ms': '1' });
  await task.put(records(0, 3));
  const [first, second] = bulks().map(({ body }) => [...body.matchAll(/"_id":"(k\d)"/g)].map(([, id]) => id));
  expect([first, second]).toEqual([
    ['k0', 'k1', 'k2'],
    ['k1', 'k2'],
  ]);
});

it('fails the task when it has tried as often as max.retries allows', async () => {
  proxy.intercept(({ path }) => (isBulk(path) ? BUSY : undefined));
  const config = { 'connection.url': proxy.url, 'retry.backoff.ms': '1', 'max.retries': '2' };
  const task = await startSink(config);
  const failure: unknown = await task.put(records(0, 1)).catch((error) => error);
  expect(failure).toBeInstanceOf(ConnectError);
  expect(failure).not.toBeInstanceOf(RetriableError);
  expect(String(failure)).toContain('the server answered 429: circuit_breaking_exception: too much (after 3 attempts)');
  expect(bulks()).toHaveLength(3);
  proxy.intercept(() => undefined);
  await task.put(records(0, 1));
  expect((await server.documents(topic)).size).toBe(1);
});

describe('a document that the server fails at, again and again', () => {
  /** As a server that takes all documents but one. */
  const failAt = (id: string, status: number) =>
    proxy.intercept(({ path, body }) => {
      if (!isBulk(path) || !body.includes(`"_id":"${id}"`)) return undefined;
      const ids = [...body.matchAll(/"_id":"(k\d)"/g)].map(([, one]) => one);
      const error = { type: 'some_exception', reason: 'broken' };
      const items = ids.map((one) => ({ index: one === id ? { status, error } : { status: 201 } }));
      return { status: 200, body: JSON.stringify({ errors: true, items }) };
    });
  const start = (reports: Reports | null = null) =>
    startSink({ 'connection.url': proxy.url, 'retry.backoff.ms': '1', 'max.retries': '2' }, { reports });

  it('goes to the dead letter queue after max.retries, alone', async () => {
    failAt('k1', 500);
    const reports: Reports = new Map();
    await (await start(reports)).put(records(0, 3));
    expect(bulks()).toHaveLength(3);
    expect(new Map(reports)).toEqual(new Map([[1, 'Indexing failed: some_exception: broken']]));
  });

  it('fails the task by name where nobody takes it', async () => {
    failAt('k1', 500);
    const failure: unknown = await (await start()).put(records(0, 3)).catch((error) => error);
    expect(failure).toBeInstanceOf(DataError);
    expect(String(failure)).toContain(`Record ${topic}-0@1 cannot be written: Indexing failed: some_exception: broken`);
    expect(bulks()).toHaveLength(3);
  });

  it.each([429, 503])('fails the task for %i, which is about the cluster', async (status) => {
    failAt('k1', status);
    const reports: Reports = new Map();
    const failure: unknown = await (await start(reports)).put(records(0, 3)).catch((error) => error);
    expect(failure).toBeInstanceOf(ConnectError);
    expect(failure).not.toBeInstanceOf(RetriableError);
    expect(String(failure)).toContain('1 of 3 records were turned away, the first for some_exception: broken');
    expect(bulks()).toHaveLength(3);
    expect(reports.size).toBe(0);
  });
});

it('halves a request that is too large, down to the record that is', async () => {
  proxy.intercept(({ path, body }) => (isBulk(path) && body.length > 600 ? { status: 413, body: '' } : undefined));
  const reports: Reports = new Map();
  const task = await startSink({ 'connection.url': proxy.url }, { reports });
  const large = record(topic, { offset: 20, key: 'large', ...struct('x'.repeat(700), 1) });
  await task.put([...records(0, 20), large]);
  expect((await server.documents(topic)).size).toBe(20);
  expect([...reports.keys()]).toEqual([20]);
});

it('fails the task where credentials are refused', async () => {
  answerBulks({ status: 403, body: '{"error":{"type":"security_exception","reason":"no"},"status":403}' });
  const task = await startSink({ 'connection.url': proxy.url });
  const failure: unknown = await task.put(records(0, 1)).catch((error) => error);
  expect(failure).toBeInstanceOf(ConnectError);
  expect(failure).not.toBeInstanceOf(RetriableError);
  expect(String(failure)).toContain('security_exception: no');
});

it('goes to the next node where one does not answer', async () => {
  const dead = `http://user:sesame@127.0.0.1:${await freePort()}`;
  const task = await startSink({ 'connection.url': `${dead},${proxy.url}/`, 'max.retries': '0' });
  for (let offset = 0; offset < 4; offset += 1) await task.put(records(offset, offset + 1));
  expect((await server.documents(topic)).size).toBe(4);
  const alone = await startSink({ 'connection.url': dead, 'max.retries': '0' });
  const failure: unknown = await alone.put(records(0, 1)).catch((error) => error);
  expect(failure).toBeInstanceOf(ConnectError);
  expect(String(failure)).toContain('No node answered');
  expect(String(failure)).not.toContain('sesame');
});

it('sends no more than it may at once, by number and by size', async () => {
  const config = { 'batch.size': '10', 'bulk.size.bytes': '1000', 'max.in.flight.requests': '3' };
  const task = await startSink({ 'connection.url': proxy.url, ...config });
  await task.put(records(0, 100));
  expect((await server.documents(topic)).size).toBe(100);
  for (const { body } of bulks()) {
    expect(body.length).toBeLessThanOrEqual(1000);
    expect(body.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  }
});

it('makes an index anew that was deleted meanwhile', async () => {
  const task = await startSink({ 'connection.url': proxy.url, 'retry.backoff.ms': '1' });
  await task.put(records(0, 1));
  await server.call('PUT', '/_cluster/settings', { persistent: { 'action.auto_create_index': 'false' } });
  try {
    await server.call('DELETE', `/${topic}`);
    await expect(task.put(records(1, 2))).rejects.toBeInstanceOf(RetriableError);
    await task.put(records(1, 2));
  } finally {
    await server.call('PUT', '/_cluster/settings', { persistent: { 'action.auto_create_index': null } });
  }
  expect([...(await server.documents(topic)).keys()]).toEqual(['k1']);
});
