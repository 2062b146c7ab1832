import type { Converter } from '../../connect/converter.ts';
import type { Schema } from '../../connect/schema.ts';
import { type ConnectValue, NULL_VALUE, type SchemaAndValue } from '../../connect/value.ts';
import { once } from '../schema-registry/once.ts';
import { createPrepared } from '../schema-registry/prepared.ts';
import type { GlueConverterConfig } from './config.ts';
import { createFrame, payloadOf, versionIdOf } from './wire-format.ts';

/** Client and codec are loaded when the first record comes. */
const load = async (config: GlueConverterConfig) => {
  const [{ createGlueRegistry }, { createAvroSchemaFormat }] = await Promise.all([
    import('./glue-registry.ts'),
    import('../avro/codec.ts'),
  ]);
  return { registry: createGlueRegistry(config), format: createAvroSchemaFormat(config) };
};

export const createGlueConverter = (config: GlueConverterConfig): Converter => {
  const backend = once(() => load(config));
  const maxEntries = config['schemas.cache.config'];

  const encoders = createPrepared<Schema | null, (value: ConnectValue) => Uint8Array>({
    maxEntries,
    ttlMs: -1,
    prepare: async (topic, schema) => {
      const { registry, format } = await backend();
      const { text } = format.describe(schema).schema;
      const encode = format.encoder(schema, undefined, false);
      const frame = createFrame(await registry.versionIdOf(config.schemaName ?? topic, text), config.compression);
      return (value) => frame(encode(value));
    },
  });

  const decoders = createPrepared<string, (payload: Uint8Array) => SchemaAndValue>({
    maxEntries,
    ttlMs: -1,
    prepare: async (_topic, versionId) => {
      const { registry, format } = await backend();
      const text = await registry.textOf(versionId);
      return format.decoder({ type: 'AVRO', text, references: [], resolved: [] }, undefined);
    },
  });

  return {
    fromConnectData: (topic, schema, value) =>
      value === null && (schema === null || schema.optional) ? null : encoders.get(topic, schema)(value),
    toConnectData: (topic, bytes) =>
      bytes === null ? NULL_VALUE : decoders.get(topic, versionIdOf(bytes))(payloadOf(bytes)),
  };
};
