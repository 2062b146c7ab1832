import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { registryConfig } from '../schema-registry/config.ts';
import { sumTypeKeys } from '../schema-registry/sum-type-keys.ts';
import { onlyTrue } from '../schema-registry/unsupported.ts';

const KNOWN_IMPORTS = 'schemas of Connect import only what every registry knows';

/** Follows Confluent's `ProtobufConverterConfig` and `ProtobufDataConfig`. */
export const protobufConverterConfig = defineConfig({
  ...registryConfig,
  ...sumTypeKeys,
  'enhanced.protobuf.schema.support': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Names schemas by their full names, packages included.',
  },
  'scrub.invalid.names': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Replaces characters that names in Protobuf may not have.',
  },
  'int.for.enums': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Reads enums as integers instead of strings.',
  },
  'optional.for.nullables': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Writes optional fields as optional, so that null is told from zero, and reads them so.',
  },
  'optional.for.proto2': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Reads the optional fields of proto2 as null where they are not there.',
  },
  'wrapper.for.nullables': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Writes optional fields as the wrappers of google.protobuf, and reads these as optional fields.',
  },
  'wrapper.for.raw.primitives': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Reads a wrapper of google.protobuf that is the whole message as a primitive.',
  },
  'generate.struct.for.nulls': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Reads messages that are not there as structs of defaults instead of null.',
  },
  'generate.index.for.unions': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Adds its number to the name of the field that a oneof becomes.',
  },
  'flatten.unions': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Reads the members of a oneof as fields of their own.',
  },
  'reference.subject.name.strategy': {
    type: 'STRING',
    default: 'io.confluent.kafka.serializers.subject.DefaultReferenceSubjectNameStrategy',
    importance: 'MEDIUM',
    documentation: 'Names the subjects of imports.',
    ignored: KNOWN_IMPORTS,
  },
  'reference.lookup.only': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Looks imports up only, and never registers them.',
    ignored: KNOWN_IMPORTS,
  },
  'skip.known.types': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    validator: onlyTrue('imports that every registry knows are not registered again: leave it out'),
    documentation: 'Leaves imports that every registry knows to the registry. Always so.',
  },
  'derive.type': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Reads messages into classes generated from the schema.',
    ignored: 'values become Connect data, not Java objects',
  },
});

export type ProtobufConverterConfig = ConfigOf<typeof protobufConverterConfig>;
