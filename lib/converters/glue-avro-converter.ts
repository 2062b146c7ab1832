import { defineConverter } from '../config/define-converter.ts';
import { glueConverterConfig } from './glue/config.ts';
import { createGlueConverter } from './glue/create-converter.ts';

/**
 * Values as Avro with their schemas in AWS Glue Schema Registry; follows
 * `com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter`.
 */
export const glueAvroConverter = defineConverter({
  className: 'com.amazonaws.services.schemaregistry.kafkaconnect.AWSKafkaAvroConverter',
  version: '1.1.21',
  documentation: 'Writes and reads Avro, with schemas in AWS Glue Schema Registry.',
  configDef: glueConverterConfig,
  create: createGlueConverter,
});
