import { join } from 'node:path';
import Database from 'libsql';
import { jdbcSource } from '../../../lib/connectors/jdbc/source/connector.ts';
import { jdbcSourceTask } from '../../../lib/connectors/jdbc/source/task.ts';
import { sourceTaskContract } from './source-task-contract.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const timestamps = (from: number, count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const id = from + index;
    // Two rows share each timestamp: only together with the id do they resume exactly.
    const seconds = String(Math.floor(id / 2)).padStart(2, '0');
    return `(${id}, 'row ${id}', '2024-01-01 00:00:${seconds}.123')`;
  }).join(',');

/** Two tables, so two source partitions. SQLite needs no service. */
const openTables = async () => {
  const { path, remove } = await temporaryDirectory();
  const file = join(path, 'shop.db');
  const database = new Database(file);
  for (const [table, rows] of [
    ['orders', timestamps(1, 7)],
    ['customers', timestamps(10, 5)],
  ])
    database.exec(
      `CREATE TABLE ${table} (id integer PRIMARY KEY, name text, changed datetime NOT NULL);
       INSERT INTO ${table} VALUES ${rows}`,
    );
  database.close();
  const config = {
    'connection.url': `jdbc:sqlite:${file}`,
    'table.whitelist': 'orders,customers',
    'topic.prefix': 'shop-',
    'batch.max.rows': '3',
    'poll.interval.ms': '0',
    'poll.linger.ms': '0',
  };
  return { config, remove };
};

const modes = [
  { mode: 'incrementing', 'incrementing.column.name': 'id' },
  { mode: 'timestamp+incrementing', 'incrementing.column.name': 'id', 'timestamp.column.name': 'changed' },
];

for (const keys of modes)
  sourceTaskContract(`jdbc-source on SQLite, mode ${keys.mode},`, {
    connector: jdbcSource,
    task: jdbcSourceTask,
    open: async () => {
      const { config: common, remove } = await openTables();
      const config = { ...common, ...keys };
      return {
        config,
        records: 12,
        waiting: { ...config, 'table.whitelist': 'none', 'poll.linger.ms': '1000' },
        failing: { ...config, 'incrementing.column.name': 'none' },
        close: remove,
      };
    },
  });
