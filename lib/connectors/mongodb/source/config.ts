import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { connectionKeys } from '../connection-keys.ts';
import { outputConfig } from './config-output.ts';
import { startupConfig } from './config-startup.ts';
import { streamConfig } from './config-stream.ts';

/** The keys of MongoDB’s MongoSourceConnector 2.0.1. */
export const mongoSourceConfig = defineConfig({
  ...connectionKeys('mongodb://localhost:27017,localhost:27018,localhost:27019'),
  ...streamConfig,
  ...outputConfig,
  ...startupConfig,
});

export type MongoSourceConfig = ConfigOf<typeof mongoSourceConfig>;
