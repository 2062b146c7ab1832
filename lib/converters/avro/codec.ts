import avro from 'avsc';
import { avroText } from '../../formats/avro/avro-json.ts';
import type { AvroNode } from '../../formats/avro/avro-node.ts';
import type { AvroOptions } from '../../formats/avro/avro-options.ts';
import { createAvroReader } from '../../formats/avro/avro-reader.ts';
import { createAvroWriter } from '../../formats/avro/avro-writer.ts';
import { fromConnectSchema } from '../../formats/avro/from-connect-schema.ts';
import { type NamedTypes, parseAvroSchema } from '../../formats/avro/parse-schema.ts';
import type { ResolvedSchema, SchemaFormat } from '../schema-registry/schema-format.ts';
import type { AvroDataConfig } from './avro-data-keys.ts';
import { checkBackwardCompatible } from './codec-compatibility.ts';
import { parseAvroJson } from './parse-json.ts';

const optionsOf = (config: AvroDataConfig): AvroOptions => ({
  connectMetaData: config['connect.meta.data'],
  allowOptionalMapKeys: config['allow.optional.map.keys'],
  enhanced: config['enhanced.avro.schema.support'],
  generalizedSumTypes: config['generalized.sum.type.support'],
  scrubInvalidNames: config['scrub.invalid.names'],
  discardTypeDocDefault: config['discard.type.doc.default'],
  flattenSingletonUnions: config['flatten.singleton.unions'],
  ignoreDefaultForNullables: config['ignore.default.for.nullables'],
});

const parse = ({ text, resolved }: ResolvedSchema): AvroNode => {
  const known: NamedTypes = new Map();
  for (const reference of resolved) parseAvroSchema(parseAvroJson(reference.text), known);
  return parseAvroSchema(parseAvroJson(text), known);
};

/** Bytes by themselves go without the length that Avro would write before them, as in the original. */
const isBareBytes = (node: AvroNode): boolean => node.kind === 'bytes';

const LONG = avro.Type.forSchema('long');

const withLength = (payload: Uint8Array): Uint8Array => Buffer.concat([LONG.toBuffer(payload.length), payload]);

const withoutLength = (bytes: Buffer): Uint8Array => bytes.subarray(LONG.decode(bytes).offset);

/** Follows `AvroData` for what stands in messages, `AbstractKafkaAvroSerializer` for how. */
export const createAvroSchemaFormat = (config: AvroDataConfig): SchemaFormat => {
  const options = optionsOf(config);
  return {
    type: 'AVRO',
    messages: {
      serialize: (topic) => `Failed to serialize Avro data from topic ${topic} :`,
      deserialize: (topic) => `Failed to deserialize data for topic ${topic} to Avro: `,
    },
    describe: (schema) => {
      const json = fromConnectSchema(schema, options);
      const node = parseAvroSchema(json);
      const recordName = node.kind === 'record' ? node.fullName : undefined;
      return { schema: { type: 'AVRO', text: avroText(json), references: [] }, recordName };
    },
    encoder: (schema, target, strict) => {
      const own = fromConnectSchema(schema, options);
      if (target !== undefined && strict) checkBackwardCompatible(target, own);
      const node = target === undefined ? parseAvroSchema(own) : parse(target);
      const encode = createAvroWriter(schema, node, options);
      return isBareBytes(node) ? (value) => withoutLength(encode(value)) : encode;
    },
    decoder: (schema, version) => {
      const node = parse(schema);
      const decode = createAvroReader(node, options, version);
      return isBareBytes(node) ? (payload) => decode(withLength(payload)) : decode;
    },
  };
};
