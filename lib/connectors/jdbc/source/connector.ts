import { defineSourceConnector } from '../../../config/define-connector.ts';
import { jdbcSourceConfig } from './config.ts';
import { queryOf } from './query-of.ts';
import { groupTables } from './task-tables.ts';
import { validateJdbcSource } from './validate-config.ts';

/**
 * Follows `io.confluent.connect.jdbc.JdbcSourceConnector`, which asks the database for the tables to deal out. Here the
 * tasks do: named tables come in groups, of any others each task takes its share, new ones included.
 */
export const jdbcSource = defineSourceConnector({
  name: 'jdbc-source',
  className: 'io.confluent.connect.jdbc.JdbcSourceConnector',
  aliases: ['io.aiven.connect.jdbc.JdbcSourceConnector'],
  taskClass: 'io.confluent.connect.jdbc.source.JdbcSourceTask',
  version: '10.9.7',
  documentation:
    'Copies tables, or what a query returns, of PostgreSQL, MySQL, MariaDB and SQLite into topics: new rows by a growing column, new and updated ones by a timestamp as well, or everything at each poll. Deleted rows are not seen.',
  configDef: jdbcSourceConfig,
  example: {
    'connector.class': 'io.confluent.connect.jdbc.JdbcSourceConnector',
    'tasks.max': '1',
    'connection.url': 'jdbc:postgresql://localhost:5432/shop',
    'connection.user': 'connect',
    'connection.password': 'change-me',
    'table.whitelist': 'orders,customers',
    mode: 'timestamp+incrementing',
    'timestamp.column.name': 'updated_at',
    'incrementing.column.name': 'id',
    'topic.prefix': 'shop-',
  },
  taskConfigs: (config, maxTasks, raw) => {
    if (queryOf(config) !== null) return [{ ...raw, tables: '' }];
    const named = config['table.whitelist'].filter((name) => name !== '');
    if (named.length > 0) return groupTables(named, maxTasks).map((tables) => ({ ...raw, tables: tables.join(',') }));
    return Array.from({ length: maxTasks }, (_, index) => ({
      ...raw,
      tables: '',
      'tables.share': `${index}/${maxTasks}`,
    }));
  },
  validate: validateJdbcSource,
  exactlyOnceSupport: ({ mode }) => (mode.endsWith('incrementing') ? 'SUPPORTED' : 'UNSUPPORTED'),
});
