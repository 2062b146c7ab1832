import { expect, test } from 'vitest';
import { createRestApp } from '../../../lib/rest/create-rest-app.ts';
import type { RestOptions } from '../../../lib/rest/rest-options.ts';
import { createMemoryStorage } from '../../../lib/storage/memory/memory-storage.ts';
import { givenWorker } from '../herder/given-worker.ts';
import { sourceConfig } from '../herder/sample-plugins.ts';

const givenApp = (options: Partial<RestOptions> = {}, storage = createMemoryStorage()) => {
  const worker = givenWorker({ storage });
  const app = createRestApp(worker.herder, {
    version: '4.3.1',
    commit: 'abc',
    clusterId: async () => 'cluster',
    ...options,
  });
  const send = (method: string, path: string, body?: unknown) =>
    app.request(path, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  return { ...worker, app, send };
};

test('the Location of a new connector can be followed, whatever its name', async () => {
  const { send } = givenApp({ advertisedUrl: 'https://connect.example/' });
  for (const name of ['plain', 'sl/ash', 'zürich-接続', 'per%cent', 'que?ry', 'h#sh', 'a b', 'semi;colon']) {
    const location = (await send('POST', '/connectors', { name, config: sourceConfig })).headers.get('Location') ?? '';
    expect(location).toMatch(/^https:\/\/connect\.example\/connectors\/[^/]+$/);
    const { pathname } = new URL(location);
    expect(await (await send('GET', pathname)).json()).toMatchObject({ name });
    expect((await send('GET', `${pathname}/status`)).status).toBe(200);
  }
});

test('numbers of a configuration keep their digits', async () => {
  const { send } = givenApp();
  const config = '{"connector.class":"SampleSource","a":1.50,"b":12345678901234567890,"c":true}';
  await send('POST', '/connectors', `{"name":"s","config":${config}}`);
  expect(await (await send('GET', '/connectors/s/config')).json()).toMatchObject({
    a: '1.50',
    b: '12345678901234567890',
    c: 'true',
  });
});

test('offsets beyond 2^53 are exact both ways', async () => {
  const { send, reconciler } = givenApp();
  await send('POST', '/connectors', { name: 's', config: sourceConfig, initial_state: 'stopped' });
  await reconciler.reconcile('s');
  const offsets = '{"offsets":[{"partition":{"t":"a"},"offset":{"lsn":9007199254740993}}]}';
  expect((await send('PATCH', '/connectors/s/offsets', offsets)).status).toBe(200);
  expect(await (await send('GET', '/connectors/s/offsets')).text()).toBe(offsets);
});

test('what is wrong with a body is said where it is', async () => {
  const { send } = givenApp();
  const answer = await send('POST', '/connectors', { name: 's', config: { a: { b: 1 } }, extra: 1 });
  expect(await answer.json()).toEqual({
    error_code: 400,
    message:
      'The request body is not as needed: config.a: a string, number or boolean is needed, but it is Object; extra: there is no field "extra" here',
  });
});

test('a fault of the worker is reported, and answered with 500', async () => {
  const seen: unknown[] = [];
  const fault = new Error('disk full');
  const { send } = givenApp({ clusterId: () => Promise.reject(fault), onError: (error) => void seen.push(error) });
  const answer = await send('GET', '/');
  expect([answer.status, await answer.json()]).toEqual([500, { error_code: 500, message: 'disk full' }]);
  expect(seen).toEqual([fault]);
});

const askHealth = async (options: Partial<RestOptions>, statuses?: () => Promise<never>) => {
  const storage = createMemoryStorage();
  const broken = statuses && { ...storage, statuses: { ...storage.statuses, status: statuses } };
  const { send } = givenApp(options, broken ?? storage);
  const answer = await send('GET', '/health');
  return [answer.status, await answer.json()];
};

test('a worker whose tables answer is healthy', async () => {
  const message = 'Worker has completed startup and is ready to handle requests.';
  expect(await askHealth({})).toEqual([200, { status: 'healthy', message }]);
});

test('a worker that has not completed its startup is starting', async () => {
  const message = 'Worker is still starting up.';
  expect(await askHealth({ isReady: () => false })).toEqual([503, { status: 'starting', message }]);
});

const UNHEALTHY = 'Worker was unable to handle this request and may be unable to handle other requests.';

test('a worker whose tables fail is unhealthy, and says why to its log only', async () => {
  const seen: unknown[] = [];
  const fault = new Error('no such table in account 123');
  const answer = await askHealth({ onError: (error) => void seen.push(error) }, () => Promise.reject(fault));
  expect(answer).toEqual([500, { status: 'unhealthy', message: `${UNHEALTHY} The tables cannot be used.` }]);
  expect(seen).toEqual([fault]);
});

test('a worker whose tables do not answer in time is unhealthy', async () => {
  const answer = await askHealth({ healthTimeoutMs: 5 }, () => new Promise(() => {}));
  const message = `${UNHEALTHY} The tables did not answer within 5 ms.`;
  expect(answer).toEqual([500, { status: 'unhealthy', message }]);
});

test('a list shows infos and statuses when asked', async () => {
  const { send, herder } = givenApp();
  for (const name of ['b', 'a']) await herder.createConnector({ name, config: sourceConfig });
  expect(await (await send('GET', '/connectors?expand=info&expand=status')).json()).toEqual({
    a: { info: expect.objectContaining({ name: 'a' }), status: expect.objectContaining({ name: 'a' }) },
    b: { info: expect.objectContaining({ name: 'b' }), status: expect.objectContaining({ name: 'b' }) },
  });
});

test('a method that a path has not is refused with those that it has', async () => {
  const { send } = givenApp();
  const answer = await send('DELETE', '/connectors');
  expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'HEAD,POST,GET,OPTIONS']);
});

test.each(['.', '..'])('a connector cannot be called %s', async (name) => {
  const answer = await givenApp().send('POST', '/connectors', { name, config: sourceConfig });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    { error_code: 400, message: expect.stringContaining('no URL can lead to') },
  ]);
});

test('the topics of a deleted connector are not shown, though the reconciler was not there yet', async () => {
  const { send, herder, storage } = givenApp();
  await herder.createConnector({ name: 's', config: sourceConfig });
  await storage.statuses.putTopic('s', { topic: 't', task: 0, discoverTimestamp: 0 });
  expect(await (await send('GET', '/connectors/s/topics')).json()).toEqual({ s: { topics: ['t'] } });
  await send('DELETE', '/connectors/s');
  expect(await (await send('GET', '/connectors/s/topics')).json()).toEqual({ s: { topics: [] } });
});
