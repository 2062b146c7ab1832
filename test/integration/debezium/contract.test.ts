import { inject } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { debeziumPostgresql } from '../../../lib/connectors/debezium/postgresql/connector.ts';
import { debeziumPostgresqlTask } from '../../../lib/connectors/debezium/postgresql/task.ts';
import { sourceTaskContract } from '../../contract/tasks/source-task-contract.ts';
import { createSourceDatabase, type SourceDatabase } from './source-database.ts';
import { stableChange, stableRow } from './stable-records.ts';

/** The suite reads the same log again and again, so nothing of it may be forgotten. */
const REPEATABLE = { 'lsn.flush.mode': 'manual' };

const open = async (prepare: (database: SourceDatabase) => Promise<void>, settings: RawConfig) => {
  const database = await createSourceDatabase(inject('postgres'));
  await prepare(database);
  const config = database.config('contract', { ...REPEATABLE, ...settings });
  return { config, close: database.drop };
};

const CHANGES = [
  `BEGIN; INSERT INTO t SELECT i, 'row' FROM generate_series(1, 3) i; COMMIT`,
  `UPDATE t SET v = 'x' WHERE id = 1`,
  'UPDATE t SET id = 10 WHERE id = 2',
  'DELETE FROM t WHERE id = 3',
];

sourceTaskContract('debezium-postgresql, reading the log,', {
  connector: debeziumPostgresql,
  task: debeziumPostgresqlTask,
  open: async () => {
    const { config, close } = await open(
      async ({ client, name }) => {
        await client.query(
          'CREATE TABLE t (id int PRIMARY KEY, v text); CREATE PUBLICATION contract_pub FOR ALL TABLES',
        );
        await client.query(`SELECT pg_create_logical_replication_slot('contract_${name}', 'pgoutput')`);
        for (const change of CHANGES) await client.query(change);
      },
      { 'snapshot.mode': 'no_data', 'max.batch.size': '2', 'provide.transaction.metadata': 'true' },
    );
    return {
      config,
      // Four transactions with a begin and an end each, and 3, 1, 3 and 2 records in between.
      records: 17,
      waiting: { ...config, 'table.include.list': 'no.such', 'provide.transaction.metadata': 'false' },
      failing: {
        ...config,
        'heartbeat.interval.ms': '1',
        'heartbeat.action.query': 'SELECT no_such_column',
        'table.include.list': 'no.such',
        'provide.transaction.metadata': 'false',
      },
      stable: stableChange,
      close,
    };
  },
});

sourceTaskContract('debezium-postgresql, taking a snapshot,', {
  connector: debeziumPostgresql,
  task: debeziumPostgresqlTask,
  open: async () => {
    const { config, close } = await open(
      async ({ client }) => {
        await client.query(`CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a SELECT generate_series(1, 25)`);
        await client.query(
          `CREATE TABLE b (x text, y int, PRIMARY KEY (y, x)); INSERT INTO b SELECT 'x' || i, i % 3 FROM generate_series(1, 12) i`,
        );
      },
      { 'snapshot.fetch.size': '10' },
    );
    return { config, records: 37, stable: stableRow, close };
  },
});
