import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { connectionKeys, dialectKey } from '../connection-keys.ts';
import { debeziumConfig } from './config-debezium.ts';
import { mappingConfig } from './config-mapping.ts';
import { writesConfig } from './config-writes.ts';

/** The keys of Confluent's JdbcSinkConnector 10.9, and those of Aiven's and Debezium's that it does not have. */
export const jdbcSinkConfig = defineConfig({
  ...connectionKeys('Connection'),
  ...dialectKey('Connection'),
  ...writesConfig,
  'sql.quote.identifiers': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Aiven’s form of quote.sql.identifiers: false is never.',
    group: 'DDL Support',
    width: 'SHORT',
    displayName: 'Quote SQL Identifiers',
  },
  ...mappingConfig,
  ...debeziumConfig,
});

export type JdbcSinkConfig = ConfigOf<typeof jdbcSinkConfig>;
