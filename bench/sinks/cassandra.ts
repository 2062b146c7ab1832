import { Client, concurrent, types } from 'cassandra-driver';
import * as v from 'valibot';
import { cassandraSinkTask } from '../../lib/connectors/cassandra/sink/task.ts';
import { sinkContext } from '../../test/contract/tasks/contexts.ts';
import { besideBareLoop } from './beside-bare-loop.ts';
import { BATCH, sinkRecords } from './records.ts';
import { startService } from './start-service.ts';

const CONCURRENT = 500;
const INSERT = 'INSERT INTO bench.bare (id, name, text) VALUES (?, ?, ?) USING TIMESTAMP ?';

const facts = v.object({ host: v.string(), port: v.number(), localDc: v.string() });

/** The driver's own way to send many requests at once, with timestamps. */
const bareLoop = async (client: Client): Promise<void> => {
  const rows = Array.from({ length: BATCH }, (_, row) => [
    types.Long.fromNumber(row),
    `name ${row}`,
    'x'.repeat(50),
    types.Long.fromNumber(row),
  ]);
  await concurrent.executeConcurrent(client, INSERT, rows, { concurrencyLevel: CONCURRENT });
};

/** Rows of partitions of their own, each a request. */
export const benchCassandraSink = async (total: number) => {
  const { facts: cassandra, stop } = await startService('cassandra', facts);
  const client = new Client({
    contactPoints: [`${cassandra.host}:${cassandra.port}`],
    localDataCenter: cassandra.localDc,
    pooling: { coreConnectionsPerHost: { [types.distance.local]: 4 } },
  });
  await client.connect();
  await client.execute(
    "CREATE KEYSPACE bench WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1} AND durable_writes = false",
  );
  for (const table of ['bare', 'ours'])
    await client.execute(`CREATE TABLE bench.${table} (id bigint PRIMARY KEY, name text, text text)`);
  const config = {
    contactPoints: cassandra.host,
    port: String(cassandra.port),
    'loadBalancing.localDc': cassandra.localDc,
    'topic.bench.bench.ours.mapping': 'id=key, name=value.name, text=value.text',
  };
  const task = await cassandraSinkTask.start(config, sinkContext(config));
  const records = sinkRecords('bench');
  try {
    const bench = { name: 'cassandra sink', put: () => task.put(records), bareLoop: () => bareLoop(client) };
    return await besideBareLoop(bench, total);
  } finally {
    await task.stop?.();
    await client.shutdown();
    await stop();
  }
};
