import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { expectCompactedTopic, KILL_RECORDS, KILL_TIMEOUT_MS, KILLS } from '../../worker/compacted-topic.ts';
import { type InterruptibleProxy, startInterruptibleProxy } from '../../worker/interruptible-proxy.ts';
import { connectionKeys, scan } from '../dynamodb/sink-tasks.ts';

/** How long DynamoDB is away. */
const AWAY_MS = KILL_RECORDS >= 100_000 ? 30_000 : 3000;

let proxy: InterruptibleProxy | undefined;

beforeAll(async () => {
  proxy = await startInterruptibleProxy(Number(new URL(inject('dynamodb').endpoint).port));
});
afterAll(async () => {
  await proxy?.stop();
});

describe.each([
  ['in batches', KILL_RECORDS, {}],
  // Each item is a request.
  ['by offsets', KILL_RECORDS / 4, { 'aws.dynamodb.offset.attribute': '__place' }],
])('a DynamoDB sink that writes %s', (_what, records, more) => {
  it(`killed ${KILLS} times over ${records} records, DynamoDB away for ${AWAY_MS} ms, leaves the table as the compacted topic is`, {
    timeout: KILL_TIMEOUT_MS,
  }, async () => {
    let isInterrupted = false;
    await expectCompactedTopic({
      bootstrapServers: inject('kafka').bootstrapServers,
      key: 'struct',
      records,
      config: () => ({
        'connector.class': 'DynamoDbSink',
        ...connectionKeys,
        'aws.dynamodb.endpoint': `http://127.0.0.1:${proxy?.port}`,
        'aws.dynamodb.pk.hash': 'key.id',
        'aws.dynamodb.pk.sort': '',
        ...more,
      }),
      read: async (topic) => new Map((await scan(topic)).map(({ id, n }) => [Number(id?.N), Number(n?.N)])),
      interrupt: async () => {
        await proxy?.interrupt();
        await sleep(AWAY_MS);
        await proxy?.restore();
        isInterrupted = true;
      },
    });
    expect(isInterrupted).toBe(true);
  });
});
