import { afterEach, describe, inject, it } from 'vitest';
import { type IgniteService, startIgnite } from '../../services/ignite.ts';
import { expectCompactedTopic, KILL_RECORDS, KILL_TIMEOUT_MS, KILLS } from '../../worker/compacted-topic.ts';
import { connectIgnite, type TestIgnite } from '../ignite/ignite-client.ts';

/** How long the node is away, in the middle. */
const AWAY_MS = KILL_RECORDS >= 100_000 ? 30_000 : 5000;

const { bootstrapServers } = inject('kafka');
let node: IgniteService | undefined;
let ignite: TestIgnite | undefined;

afterEach(async () => {
  ignite?.close();
  await node?.stop();
  node = undefined;
});

describe(`an Ignite sink killed ${KILLS} times while it takes ${KILL_RECORDS} records and the node goes away`, () => {
  it('leaves the table as the compacted topic is', { timeout: KILL_TIMEOUT_MS }, async () => {
    const own = await startIgnite({ authentication: false });
    node = own;
    ignite = await connectIgnite(own.address);
    await ignite.sql('CREATE TABLE compacted (id BIGINT PRIMARY KEY, n BIGINT) WITH "CACHE_NAME=compacted"');
    await expectCompactedTopic({
      bootstrapServers,
      config: () => ({
        'connector.class': 'org.apache.ignite.stream.kafka.connect.IgniteSinkConnector',
        cacheName: 'compacted',
        cacheAllowOverwrite: 'true',
        'ignite.addresses': own.address,
      }),
      read: async () => {
        const rows = (await ignite?.sql('SELECT id, n FROM compacted')) ?? [];
        return new Map(rows.map(([id, n]) => [Number(id), Number(n)]));
      },
      interrupt: async () => {
        ignite?.close();
        await own.kill();
        await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
        await own.restart();
        ignite = await connectIgnite(own.address);
      },
    });
  });
});
