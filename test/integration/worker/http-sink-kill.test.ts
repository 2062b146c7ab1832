import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { expectCompactedTopic, KILL_RECORDS, KILL_TIMEOUT_MS, KILLS } from '../../worker/compacted-topic.ts';
import { type InterruptibleProxy, startInterruptibleProxy } from '../../worker/interruptible-proxy.ts';
import { type Api, startApi } from '../http/api.ts';

/** How long the API is away. */
const AWAY_MS = KILL_RECORDS >= 100_000 ? 30_000 : 3000;
/** Each is a request, behind the one before it. */
const RECORDS = KILL_RECORDS >= 100_000 ? KILL_RECORDS : KILL_RECORDS / 4;

/** What the API keeps, by the last part of the path. */
const store = new Map<number, number>();
let api: Api | undefined;
let proxy: InterruptibleProxy | undefined;

beforeAll(async () => {
  api = await startApi();
  api.answer(({ method, path, body }) => {
    const id = Number(path.slice(path.lastIndexOf('/') + 1));
    if (method === 'DELETE') store.delete(id);
    else store.set(id, JSON.parse(body).n);
    return { status: 200 };
  });
  proxy = await startInterruptibleProxy(api.port);
});
afterAll(async () => {
  await proxy?.stop();
  await api?.close();
});

it(`an HTTP sink killed ${KILLS} times over ${RECORDS} records, the API away for ${AWAY_MS} ms, leaves it what the compacted topic is`, {
  timeout: KILL_TIMEOUT_MS,
}, async () => {
  let isInterrupted = false;
  await expectCompactedTopic({
    bootstrapServers: inject('kafka').bootstrapServers,
    records: RECORDS,
    config: () => ({
      'connector.class': 'io.confluent.connect.http.HttpSinkConnector',
      'http.api.url': `http://127.0.0.1:${proxy?.port}/numbers/\${key}`,
      'request.method': 'put',
      'request.body.format': 'json',
      'batch.json.as.array': 'false',
      'behavior.on.null.values': 'delete',
      // Pauses of more than a minute in all.
      'retry.backoff.ms': '1000',
      'retry.backoff.policy': 'CONSTANT_VALUE',
      'max.retries': '90',
    }),
    read: async () => new Map(store),
    interrupt: async () => {
      await proxy?.interrupt();
      await sleep(AWAY_MS);
      await proxy?.restore();
      isInterrupted = true;
    },
  });
  expect(isInterrupted).toBe(true);
});
