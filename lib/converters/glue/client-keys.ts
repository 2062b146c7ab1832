import { defineConfig } from '../../config/config-def.ts';
import { absent } from '../schema-registry/unsupported.ts';

const OTHER_ROLE =
  "no other role is taken on: let the function's own role into the registry (glueSchemaRegistry of the stack, or a resource policy)";
const IN_GLUE = 'schemas are created without them: set them in AWS Glue';
const FROM_OBJECTS = 'values come from Connect, not from Java objects';

/** Keys of `GlueSchemaRegistryConfiguration` that are about AWS's own client and Java: refused, or without a meaning here. */
export const glueClientKeys = defineConfig({
  proxyUrl: {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent(
      'AWS Glue is reached without a proxy: use a VPC endpoint, with endpoint=<its address> if need be',
    ),
    documentation: 'An HTTP proxy on the way to AWS Glue. Not supported.',
  },
  assumeRoleArn: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    validator: absent(OTHER_ROLE),
    documentation: 'A role to take on first. Not supported.',
  },
  assumeRoleSessionName: {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation: 'Name of the session of that role.',
    ignored: 'no role is taken on',
  },
  tags: {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent(IN_GLUE),
    documentation:
      'Tags of schemas that are created. Not supported, nor in the original from a configuration of Connect.',
  },
  metadata: {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent(IN_GLUE),
    documentation:
      'Metadata of versions that are registered. Not supported, nor in the original from a configuration of Connect.',
  },
  schemaNameGenerationClass: {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    validator: absent('a Java class cannot be loaded: schemas are named by topic, or by schemaName'),
    documentation: 'A Java class that names schemas. Not supported.',
  },
  cacheSize: {
    type: 'INT',
    default: 200,
    importance: 'LOW',
    documentation: 'How many schema versions the client keeps.',
    ignored: 'schemas.cache.config bounds what is kept',
  },
  timeToLiveMillis: {
    type: 'LONG',
    default: 86_400_000,
    importance: 'LOW',
    documentation: 'For how long the client keeps schema versions.',
    ignored: 'a schema version never changes',
  },
  userAgentApp: {
    type: 'STRING',
    default: 'default',
    importance: 'LOW',
    documentation: "The application's name in requests.",
    ignored: 'AWS Glue answers alike, whatever the name',
  },
  protobufMessageType: {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Java class of messages in Protobuf.',
    ignored: FROM_OBJECTS,
  },
  jacksonSerializationFeatures: {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'How Java objects become JSON.',
    ignored: FROM_OBJECTS,
  },
  jacksonDeserializationFeatures: {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'How JSON becomes Java objects.',
    ignored: FROM_OBJECTS,
  },
});
