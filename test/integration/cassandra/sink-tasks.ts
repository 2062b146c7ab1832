import { randomUUID } from 'node:crypto';
import type { Client } from 'cassandra-driver';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import type { SinkTask } from '../../../lib/connect/sink-task.ts';
import { cassandraSinkTask } from '../../../lib/connectors/cassandra/sink/task.ts';
import { sinkContext } from '../../contract/tasks/contexts.ts';
import { type CassandraConnection, cassandraClient } from '../../services/cassandra.ts';
import { service } from '../../services/on-demand.ts';

/** What was reported to the errant record reporter, by offset. */
type Reports = Map<number, string>;

export interface CassandraTests {
  readonly keyspace: string;
  connection(): CassandraConnection;
  /** A client that is not under test. */
  client(): Client;
  /** DataStax's keys that say where Cassandra is. */
  connectionKeys(): RawConfig;
  startSink(raw: RawConfig, reports?: Reports): Promise<SinkTask>;
  /** The rows of a table as they are read as JSON. */
  select(table: string): Promise<readonly unknown[]>;
}

export const unique = (prefix: string): string => `${prefix}${randomUUID().replaceAll('-', '').slice(0, 12)}`;

/** A keyspace of the test file's own on the shared Cassandra. */
export const cassandraTests = (): CassandraTests => {
  const keyspace = unique('ks_');
  const running: SinkTask[] = [];
  let connection: CassandraConnection | undefined;
  let client: Client | undefined;

  const given = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('Cassandra is not there before the tests run');
    return value;
  };

  beforeAll(async () => {
    connection = await service('cassandra');
    client = cassandraClient(connection);
    await client.connect();
    await client.execute(
      `CREATE KEYSPACE ${keyspace} WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
    );
  }, 600_000);
  afterEach(async () => {
    for (const task of running.splice(0)) await task.stop?.();
  });
  afterAll(async () => {
    await client?.execute(`DROP KEYSPACE IF EXISTS ${keyspace}`);
    await client?.shutdown();
  });

  return {
    keyspace,
    connection: () => given(connection),
    client: () => given(client),
    connectionKeys: () => {
      const { host, port, localDc } = given(connection);
      return { contactPoints: host, port: String(port), 'loadBalancing.localDc': localDc };
    },
    startSink: async (raw, reports) => {
      const reporter = reports && {
        report: async ({ kafkaOffset }: { readonly kafkaOffset: number }, error: Error) => {
          reports.set(kafkaOffset, error.message);
        },
      };
      const task = await cassandraSinkTask.start(raw, sinkContext(raw, reporter));
      running.push(task);
      return task;
    },
    select: async (table) => {
      const { rows } = await given(client).execute(`SELECT JSON * FROM ${keyspace}.${table}`);
      return rows.map((row): unknown => JSON.parse(String(row.get(0))));
    },
  };
};
