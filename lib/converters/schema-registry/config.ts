import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { converterTypeConfig } from '../converter-type.ts';
import { connectionKeys } from './connection-keys.ts';
import { javaKeys } from './java-keys.ts';
import { refusedKeys } from './refused-keys.ts';
import { subjectKeys } from './subject-keys.ts';
import { tlsKeys } from './tls-keys.ts';

/** What every converter with a schema registry has; follows Confluent's `AbstractKafkaSchemaSerDeConfig`. */
export const registryConfig = defineConfig({
  ...converterTypeConfig,
  ...connectionKeys,
  ...tlsKeys,
  ...subjectKeys,
  ...refusedKeys,
  ...javaKeys,
});

export type RegistryConfig = ConfigOf<typeof registryConfig>;
