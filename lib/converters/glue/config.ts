import { type ConfigOf, defineConfig } from '../../config/config-def.ts';
import { oneOf, oneOfIgnoringCase } from '../../config/validators.ts';
import { avroDataKeys } from '../avro/avro-data-keys.ts';
import { converterTypeConfig } from '../converter-type.ts';
import { absent } from '../schema-registry/unsupported.ts';
import { glueClientKeys } from './client-keys.ts';

/** Follows the configuration of AWS's `AWSKafkaAvroConverter`, `GlueSchemaRegistryConfiguration`. */
export const glueConverterConfig = defineConfig({
  ...converterTypeConfig,
  region: {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'Region of the registry; by default that of the worker.',
  },
  endpoint: {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: "Address of AWS Glue, where it is not the region's own.",
  },
  'registry.name': {
    type: 'STRING',
    default: 'default-registry',
    importance: 'HIGH',
    documentation: 'Name of the registry.',
  },
  schemaName: {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Name of the schema; by default that of the topic.',
  },
  schemaAutoRegistrationEnabled: {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    documentation: 'Registers the schemas of records; when false, they must be registered already.',
  },
  compatibility: {
    type: 'STRING',
    default: 'BACKWARD',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase(
      'NONE',
      'DISABLED',
      'BACKWARD',
      'BACKWARD_ALL',
      'FORWARD',
      'FORWARD_ALL',
      'FULL',
      'FULL_ALL',
    ),
    documentation: 'How versions of a schema that is created have to go together.',
  },
  description: {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Description of schemas that are created.',
  },
  compression: {
    type: 'STRING',
    default: 'NONE',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase('NONE', 'ZLIB'),
    documentation: 'Compression of messages written; both are read.',
  },
  dataFormat: {
    type: 'STRING',
    default: 'AVRO',
    importance: 'LOW',
    validator: oneOf('AVRO'),
    documentation: 'Language of the schemas.',
  },
  avroRecordType: {
    type: 'STRING',
    default: 'GENERIC_RECORD',
    importance: 'LOW',
    documentation: 'Java class of records.',
    ignored: 'records have no Java class here',
  },
  secondaryDeserializer: {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent('messages of another format are not read by this converter: leave it out'),
    documentation: 'Reads messages of another format. Not supported.',
  },
  'schemas.cache.config': {
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    documentation: 'How many schemas of one topic are kept compiled.',
  },
  ...glueClientKeys,
  ...avroDataKeys,
});

export type GlueConverterConfig = ConfigOf<typeof glueConverterConfig>;
