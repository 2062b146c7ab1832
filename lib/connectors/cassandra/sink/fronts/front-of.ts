import type { CassandraSinkConfig } from '../config.ts';
import { confluentFront } from './confluent.ts';
import { datastaxFront } from './datastax.ts';
import type { Front } from './front.ts';
import { lensesFront } from './lenses.ts';

/** The language that a configuration is written in. */
export const frontOf = (config: CassandraSinkConfig): Front => {
  if (config['connect.cassandra.kcql'] !== '') return lensesFront;
  return config['cassandra.keyspace'] === '' ? datastaxFront : confluentFront;
};
