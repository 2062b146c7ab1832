import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { confluentConfig } from './config/confluent.ts';
import { datastaxConfig } from './config/datastax.ts';
import { lensesConfig } from './config/lenses.ts';

/**
 * The keys of the three connectors that people use, each in a group of its own: those of one are given. Which one is told by
 * `cassandra.keyspace` (Confluent's), `connect.cassandra.kcql` (Lenses'), or neither (DataStax's).
 */
export const cassandraSinkConfig = defineConfig({ ...datastaxConfig, ...confluentConfig, ...lensesConfig });

export type CassandraSinkConfig = ConfigOf<typeof cassandraSinkConfig>;
