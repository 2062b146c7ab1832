import { defineConfig } from '../../config/config-def.ts';
import { registryConfig } from '../schema-registry/config.ts';
import { avroDataKeys } from './avro-data-keys.ts';

/** Follows Confluent's `AvroConverterConfig` and `AvroDataConfig`. */
export const avroConverterConfig = defineConfig({ ...registryConfig, ...avroDataKeys });
