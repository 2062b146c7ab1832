import type { RawConfig } from '../../connect/connector.ts';
import type { Converter } from '../../connect/converter.ts';
import type { Schema } from '../../connect/schema.ts';
import { type ConnectValue, NULL_VALUE, type SchemaAndValue } from '../../connect/value.ts';
import type { RegistryConfig } from './config.ts';
import { once } from './once.ts';
import { type RequestHeaders, refuseRules, requestHeaders } from './prefixed-keys.ts';
import { createPrepared } from './prepared.ts';
import type { SchemaFormat } from './schema-format.ts';
import { createSchemaReader } from './schema-reader.ts';
import type { SchemaRegistry } from './schema-registry.ts';
import { createSchemaWriter } from './schema-writer.ts';
import { payloadOf, schemaIdOf } from './wire-format.ts';

/** What a converter loads when its first record comes: codecs and clients are none of REST's, which only knows its keys. */
export interface Backend {
  readonly registry: SchemaRegistry;
  readonly format: SchemaFormat;
}

export interface RegistryConverterOptions {
  readonly config: RegistryConfig;
  readonly isKey: boolean;
  /** What becomes of null with a schema: no bytes, as Confluent's Avro and Protobuf converters have it, or the format's null. */
  readonly writesNull?: (schema: Schema) => boolean;
  /** The keys as they were given. */
  readonly raw: RawConfig;
  load(headers: RequestHeaders): Promise<Backend>;
}

type Encode = (value: ConnectValue) => Uint8Array;
type Decode = (payload: Uint8Array) => SchemaAndValue;

/**
 * A converter of messages that carry their schema's id; follows Confluent's `AvroConverter`, `ProtobufConverter` and
 * `JsonSchemaConverter`, which differ in the format only. What a schema needs is prepared when its first record comes.
 */
export const createRegistryConverter = (options: RegistryConverterOptions): Converter => {
  const { config, writesNull = () => false } = options;
  refuseRules(options.raw);
  const headers = requestHeaders(options.raw);
  const backend = once(() => options.load(headers));
  const maxEntries = config['schemas.cache.config'];
  const writer = createSchemaWriter(config, options.isKey, backend);
  const reader = createSchemaReader(config, options.isKey, backend);
  const ttlMs = config['use.latest.version'] ? config['latest.cache.ttl.sec'] * 1000 : -1;
  const encoders = createPrepared<Schema | null, Encode>({ maxEntries, ttlMs, prepare: writer });
  const decoders = createPrepared<number, Decode>({ maxEntries, ttlMs: -1, prepare: reader });

  return {
    fromConnectData: (topic, schema, value) => {
      if (value === null && (schema === null || !writesNull(schema))) return null;
      return encoders.get(topic, schema)(value);
    },
    toConnectData: (topic, bytes) => {
      if (bytes === null) return NULL_VALUE;
      return decoders.get(topic, schemaIdOf(bytes))(payloadOf(bytes));
    },
  };
};
