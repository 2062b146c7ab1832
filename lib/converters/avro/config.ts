import { defineConfig } from '../../config/config-def.ts';
import { registryConfig } from '../schema-registry/config.ts';
import { avroDataKeys } from './avro-data-keys.ts';

const FROM_OBJECTS = 'values come from Connect, not from Java objects';

/** Keys of `KafkaAvroSerializerConfig` and `KafkaAvroDeserializerConfig`, which are about Java objects. */
const objectKeys = defineConfig({
  'specific.avro.reader': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Reads messages into classes generated from the schema.',
    ignored: FROM_OBJECTS,
  },
  'avro.reflection.allow.null': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Allows null in the fields of Java objects.',
    ignored: FROM_OBJECTS,
  },
  'avro.use.logical.type.converters': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: "Turns Avro's logical types into the classes of Java objects.",
    ignored: FROM_OBJECTS,
  },
  'avro.remove.java.properties': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Leaves avro.java.string out of schemas of Java objects.',
    ignored: FROM_OBJECTS,
  },
});

/** Follows Confluent's `AvroConverterConfig` and `AvroDataConfig`. */
export const avroConverterConfig = defineConfig({ ...registryConfig, ...avroDataKeys, ...objectKeys });
