import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { connectionKeys } from './connection-keys.ts';
import { csvKeys } from './csv-keys.ts';
import { readingKeys } from './reading-keys.ts';

/** The keys of Confluent's S3 source connector 3, those of its sink that say what files are like, and the share of a task. */
export const s3SourceConfig = defineConfig({ ...connectionKeys, ...readingKeys, ...csvKeys });

export type S3SourceConfig = ConfigOf<typeof s3SourceConfig>;
