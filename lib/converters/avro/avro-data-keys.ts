import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { sumTypeKeys } from '../schema-registry/sum-type-keys.ts';

/** Keys of Confluent's `AvroDataConfig`: how Connect's data become Avro's. */
export const avroDataKeys = defineConfig({
  ...sumTypeKeys,
  'enhanced.avro.schema.support': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Keeps enums as enums, and names the members of unions in full.',
  },
  'scrub.invalid.names': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Replaces characters that names in Avro may not have.',
  },
  'connect.meta.data': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: "Adds Connect's names, versions, parameters and defaults to the Avro schema, and reads them.",
  },
  'discard.type.doc.default': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Keeps the documentation and the default of fields only, not those of types.',
  },
  'allow.optional.map.keys': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Writes maps with optional strings as keys as maps of Avro.',
  },
  'flatten.singleton.unions': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Reads a union of one type as that type.',
  },
});

export type AvroDataConfig = ConfigOf<typeof avroDataKeys>;
