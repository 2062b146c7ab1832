import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { connectorConfig } from './config-connector.ts';
import { databaseConfig } from './config-database.ts';
import { modeConfig } from './config-mode.ts';

/** The keys of Confluent's JdbcSourceConnector 10.9, and those of Aiven's that it does not have. */
export const jdbcSourceConfig = defineConfig({ ...databaseConfig, ...modeConfig, ...connectorConfig });

/** What the connector adds for its tasks. */
export const jdbcSourceTaskConfig = defineConfig({
  ...jdbcSourceConfig,
  tables: {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    documentation: 'The tables of this task, as the whitelist names them; none when the task finds its tables itself.',
  },
  'tables.share': {
    type: 'STRING',
    default: '0/1',
    importance: 'HIGH',
    documentation: 'Which share of all tables is this task’s: its index and the number of tasks.',
  },
});

export type JdbcSourceConfig = ConfigOf<typeof jdbcSourceConfig>;
export type JdbcSourceTaskConfig = ConfigOf<typeof jdbcSourceTaskConfig>;
