import { defineConverter } from '../config/define-converter.ts';
import { jsonSchemaConverterConfig } from './json-schema/config.ts';
import { createRegistryConverter } from './schema-registry/registry-converter.ts';
import { CONFLUENT_VERSION } from './version.ts';

/**
 * Values as JSON with their JSON Schemas in a Confluent-compatible registry; follows
 * `io.confluent.connect.json.JsonSchemaConverter`. The codec is loaded when the first record comes.
 */
export const jsonSchemaConverter = defineConverter({
  className: 'io.confluent.connect.json.JsonSchemaConverter',
  version: CONFLUENT_VERSION,
  documentation: 'Writes and reads JSON, with JSON Schemas in a Confluent-compatible schema registry.',
  configDef: jsonSchemaConverterConfig,
  create: (config, isKey, raw) =>
    createRegistryConverter({
      config,
      isKey,
      raw,
      writesNull: (schema) => schema.optional || (schema.defaultValue ?? null) !== null,
      load: async (headers) => {
        const [{ connectRegistry }, { createJsonSchemaFormat }] = await Promise.all([
          import('./schema-registry/connect-registry.ts'),
          import('./json-schema/codec.ts'),
        ]);
        return { registry: await connectRegistry(config, headers), format: createJsonSchemaFormat(config) };
      },
    }),
});
