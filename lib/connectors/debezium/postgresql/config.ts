import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { eventConfig } from '../config/event-keys.ts';
import { runConfig } from '../config/run-keys.ts';
import { snapshotConfig } from '../config/snapshot-keys.ts';
import { tableConfig } from '../config/table-keys.ts';
import { databaseConfig } from './config-database.ts';
import { postgresEventConfig } from './config-events.ts';

/** The keys of Debezium's PostgresConnector 3.6. */
export const postgresConfig = defineConfig({
  ...databaseConfig,
  ...tableConfig,
  ...eventConfig,
  ...postgresEventConfig,
  ...snapshotConfig,
  ...runConfig,
});

export type PostgresConfig = ConfigOf<typeof postgresConfig>;
