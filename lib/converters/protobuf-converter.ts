import { defineConverter } from '../config/define-converter.ts';
import { protobufConverterConfig } from './protobuf/config.ts';
import { createRegistryConverter } from './schema-registry/registry-converter.ts';
import { CONFLUENT_VERSION } from './version.ts';

/**
 * Values as Protobuf with their schemas in a Confluent-compatible registry; follows
 * `io.confluent.connect.protobuf.ProtobufConverter`. The codec is loaded when the first record comes.
 */
export const protobufConverter = defineConverter({
  className: 'io.confluent.connect.protobuf.ProtobufConverter',
  version: CONFLUENT_VERSION,
  documentation: 'Writes and reads Protobuf, with schemas in a Confluent-compatible schema registry.',
  configDef: protobufConverterConfig,
  create: (config, isKey, raw) =>
    createRegistryConverter({
      config,
      isKey,
      raw,
      load: async (headers) => {
        const [{ connectRegistry }, { createProtobufFormat }] = await Promise.all([
          import('./schema-registry/connect-registry.ts'),
          import('./protobuf/codec.ts'),
        ]);
        return { registry: await connectRegistry(config, headers), format: createProtobufFormat(config) };
      },
    }),
});
