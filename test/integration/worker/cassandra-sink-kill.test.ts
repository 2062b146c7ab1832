import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'cassandra-driver';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type CassandraService, cassandraClient, startCassandra } from '../../services/cassandra.ts';
import { expectCompactedTopic, KILL_RECORDS, KILL_TIMEOUT_MS, KILLS } from '../../worker/compacted-topic.ts';

/** How long Cassandra is away. */
const AWAY_MS = KILL_RECORDS >= 100_000 ? 30_000 : 3000;
const KEYSPACE = 'compacted';

let cassandra: CassandraService | undefined;
let client: Client | undefined;

beforeAll(async () => {
  // One of its own, since it is killed.
  cassandra = await startCassandra({ authenticated: false });
  client = cassandraClient(cassandra);
  await client.connect();
}, 600_000);
afterAll(async () => {
  await client?.shutdown();
  await cassandra?.stop();
});

const read = async (table: string): Promise<ReadonlyMap<number, number>> => {
  const rows = new Map<number, number>();
  const result = await client?.execute(`SELECT id, n FROM ${KEYSPACE}.${table}`, [], {
    autoPage: true,
    fetchSize: 5000,
  });
  for await (const row of result ?? []) rows.set(Number(row.get('id')), Number(row.get('n')));
  return rows;
};

it(`a Cassandra sink killed ${KILLS} times over ${KILL_RECORDS} records, Cassandra itself for ${AWAY_MS} ms, leaves the table as the compacted topic is`, {
  timeout: KILL_TIMEOUT_MS,
}, async () => {
  let isInterrupted = false;
  await expectCompactedTopic({
    bootstrapServers: inject('kafka').bootstrapServers,
    key: 'struct',
    config: () => ({
      'connector.class': 'io.confluent.connect.cassandra.CassandraSinkConnector',
      'cassandra.contact.points': '127.0.0.1',
      'cassandra.port': String(cassandra?.port),
      'cassandra.keyspace': KEYSPACE,
      'cassandra.write.mode': 'Update',
      'retry.backoff.ms': '200',
    }),
    read,
    interrupt: async () => {
      await cassandra?.kill();
      await sleep(AWAY_MS);
      await cassandra?.restart();
      isInterrupted = true;
    },
  });
  expect(isInterrupted).toBe(true);
});
