import { inject } from 'vitest';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { debeziumMariadb } from '../../../lib/connectors/debezium/mariadb/connector.ts';
import { debeziumMariadbTask } from '../../../lib/connectors/debezium/mariadb/task.ts';
import { debeziumMysql } from '../../../lib/connectors/debezium/mysql/connector.ts';
import { debeziumMysqlTask } from '../../../lib/connectors/debezium/mysql/task.ts';
import { sourceTaskContract } from '../../contract/tasks/source-task-contract.ts';
import { startMariaDB } from '../../services/mariadb.ts';
import { startMySQL } from '../../services/mysql.ts';
import type { SqlConnection } from '../../services/sql-connection.ts';
import { type BinlogDatabase, createBinlogDatabase } from './binlog-database.ts';
import { stableChange, stableRow } from './stable-records.ts';

const SERVERS = [
  { flavor: 'mysql', connector: debeziumMysql, task: debeziumMysqlTask, startServer: startMySQL },
  { flavor: 'mariadb', connector: debeziumMariadb, task: debeziumMariadbTask, startServer: startMariaDB },
] as const;

type Flavor = (typeof SERVERS)[number]['flavor'];

/** The suite stores the offsets of records only: the schema history, which never changes here, is read anew. */
const WITHOUT_HISTORY = {
  'snapshot.mode': 'configuration_based',
  'snapshot.mode.configuration.based.snapshot.on.schema.error': 'true',
  'snapshot.mode.configuration.based.start.stream': 'true',
};

const open = async (
  flavor: Flavor,
  prepare: (database: BinlogDatabase) => Promise<void>,
  settings: RawConfig,
  server: SqlConnection = inject(flavor),
) => {
  const database = await createBinlogDatabase(server, flavor);
  await prepare(database);
  const config = database.config('contract', { ...WITHOUT_HISTORY, ...settings });
  return { config, close: database.drop };
};

const CHANGES = [
  `BEGIN; INSERT INTO t VALUES (1, 'row'), (2, 'row'), (3, 'row'); COMMIT`,
  `UPDATE t SET v = 'x' WHERE id = 1`,
  'UPDATE t SET id = 10 WHERE id = 2',
  'DELETE FROM t WHERE id = 3',
];

for (const { flavor, connector, task, startServer } of SERVERS) {
  sourceTaskContract(`${connector.name}, reading the log,`, {
    connector,
    task,
    open: async () => {
      // Its log is read from the start, so nobody else may have written to it.
      const server = await startServer();
      const { config, close } = await open(
        flavor,
        async ({ query }) => {
          await query('CREATE TABLE t (id int PRIMARY KEY, v text)');
          for (const change of CHANGES) await query(change);
        },
        { 'max.batch.size': '2', 'provide.transaction.metadata': 'true', 'table.include.list': '.*\\.t' },
        server,
      );
      return {
        config,
        // Four transactions with a begin and an end each, and 3, 1, 3 and 2 records in between.
        records: 17,
        waiting: {
          ...config,
          'table.include.list': 'no.such',
          'provide.transaction.metadata': 'false',
          'snapshot.mode': 'no_data',
        },
        failing: {
          ...config,
          'heartbeat.interval.ms': '1',
          'heartbeat.action.query': 'SELECT no_such_column',
          'table.include.list': 'no.such',
          'provide.transaction.metadata': 'false',
          'snapshot.mode': 'no_data',
        },
        stable: stableChange,
        close: async () => {
          await close();
          await server.stop();
        },
      };
    },
  });

  sourceTaskContract(`${connector.name}, taking a snapshot,`, {
    connector,
    task,
    open: async () => {
      const { config, close } = await open(
        flavor,
        async ({ query }) => {
          const rows = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
          await query(`CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES ${rows(25).map((i) => `(${i})`)}`);
          await query(
            `CREATE TABLE b (x varchar(10), y int, PRIMARY KEY (y, x)); INSERT INTO b VALUES ${rows(12).map((i) => `('x${i}', ${i % 3})`)}`,
          );
        },
        { 'snapshot.fetch.size': '10', 'snapshot.mode.configuration.based.snapshot.data': 'true' },
      );
      // The place of the snapshot, and its rows.
      return { config, records: 1 + 37, stable: stableRow, close };
    },
  });
}
