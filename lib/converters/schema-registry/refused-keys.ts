import { defineConfig } from '../../config/config-def.ts';
import { absent, only } from './unsupported.ts';

const RULES = 'rules of data contracts are not supported: leave it out';
const IDS = 'io.confluent.kafka.serializers.schema.id';
const CONTEXTS = 'io.confluent.kafka.serializers.context';

const idsWritten = only(`${IDS}.PrefixSchemaIdSerializer`)(
  'the id of the schema stands at the start of the message, which every Confluent deserializer reads: leave it out',
);
const idsRead = only(
  `${IDS}.DualSchemaIdDeserializer`,
  `${IDS}.PrefixSchemaIdDeserializer`,
)('the id of the schema is read from the start of the message: have producers use PrefixSchemaIdSerializer');

/** Keys of `AbstractKafkaSchemaSerDeConfig` that would change what is written or read, and are not supported. */
export const refusedKeys = defineConfig({
  'context.name.strategy': {
    type: 'CLASS',
    default: `${CONTEXTS}.NullContextNameStrategy`,
    importance: 'MEDIUM',
    validator: only(`${CONTEXTS}.NullContextNameStrategy`)(
      'contexts are not worked out for each topic: name one in schema.registry.url, as in https://registry:8081/contexts/.staging:',
    ),
    documentation: 'Names the context of subjects. Only none, or the one in schema.registry.url.',
  },
  'key.schema.id.serializer': {
    type: 'CLASS',
    default: `${IDS}.PrefixSchemaIdSerializer`,
    importance: 'MEDIUM',
    validator: idsWritten,
    documentation: "Where the ids of keys' schemas are written. Only at the start of messages.",
  },
  'key.schema.id.deserializer': {
    type: 'CLASS',
    default: `${IDS}.DualSchemaIdDeserializer`,
    importance: 'MEDIUM',
    validator: idsRead,
    documentation: "Where the ids of keys' schemas are read. Only at the start of messages, not in headers.",
  },
  'value.schema.id.serializer': {
    type: 'CLASS',
    default: `${IDS}.PrefixSchemaIdSerializer`,
    importance: 'MEDIUM',
    validator: idsWritten,
    documentation: "Where the ids of values' schemas are written. Only at the start of messages.",
  },
  'value.schema.id.deserializer': {
    type: 'CLASS',
    default: `${IDS}.DualSchemaIdDeserializer`,
    importance: 'MEDIUM',
    validator: idsRead,
    documentation: "Where the ids of values' schemas are read. Only at the start of messages, not in headers.",
  },
  'use.schema.guid': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent('schemas by GUID are not supported: use use.schema.id'),
    documentation: 'Writes with the schema of this GUID. Not supported.',
  },
  'use.latest.with.metadata': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent('schemas by metadata are not supported: use use.latest.version'),
    documentation: 'Writes with the latest schema that has this metadata. Not supported.',
  },
  'schema.format': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent('schemas are looked up as they were registered: leave it out'),
    documentation: 'The form of schemas in requests. Not supported.',
  },
  'rule.executors': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent(RULES),
    documentation: 'Executors of rules on data. Not supported.',
  },
  'rule.actions': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent(RULES),
    documentation: 'What follows rules on data. Not supported.',
  },
  'bearer.auth.custom.provider.class': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    validator: absent('a Java class cannot be loaded: use bearer.auth.credentials.source=STATIC_TOKEN or OAUTHBEARER'),
    documentation: 'A Java class that gives bearer tokens. Not supported.',
  },
  'schema.registry.ssl.engine.factory.class': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    validator: absent('a Java class cannot be loaded: give certificates as PEM by the other schema.registry.ssl keys'),
    documentation: 'A Java class that makes TLS engines. Not supported.',
  },
});
