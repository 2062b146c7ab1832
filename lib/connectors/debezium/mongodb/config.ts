import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { captureConfig } from './config-capture.ts';
import { connectionConfig } from './config-connection.ts';
import { mongodbEventConfig } from './config-events.ts';

/** The keys of Debezium's MongoDbConnector 3.6. */
export const mongodbConfig = defineConfig({ ...connectionConfig, ...captureConfig, ...mongodbEventConfig });

export type MongoDBConfig = ConfigOf<typeof mongodbConfig>;
