import { defineConverter } from '../config/define-converter.ts';
import { avroConverterConfig } from './avro/config.ts';
import { createRegistryConverter } from './schema-registry/registry-converter.ts';
import { CONFLUENT_VERSION } from './version.ts';

/**
 * Values as Avro with their schemas in a Confluent-compatible registry; follows `io.confluent.connect.avro.AvroConverter`.
 * The codec is loaded when the first record comes.
 */
export const avroConverter = defineConverter({
  className: 'io.confluent.connect.avro.AvroConverter',
  version: CONFLUENT_VERSION,
  documentation: 'Writes and reads Avro, with schemas in a Confluent-compatible schema registry.',
  configDef: avroConverterConfig,
  create: (config, isKey, raw) =>
    createRegistryConverter({
      config,
      isKey,
      raw,
      writesNull: (schema) => !schema.optional,
      load: async (headers) => {
        const [{ connectRegistry }, { createAvroSchemaFormat }] = await Promise.all([
          import('./schema-registry/connect-registry.ts'),
          import('./avro/codec.ts'),
        ]);
        return { registry: await connectRegistry(config, headers), format: createAvroSchemaFormat(config) };
      },
    }),
});
