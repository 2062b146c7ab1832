import { defineConfig } from '../../config/config-def.ts';
import { atLeast, oneOf } from '../../config/validators.ts';

const STRATEGIES = 'io.confluent.kafka.serializers.subject';

const isStrategy = oneOf(
  `${STRATEGIES}.TopicNameStrategy`,
  `${STRATEGIES}.RecordNameStrategy`,
  `${STRATEGIES}.TopicRecordNameStrategy`,
);

/** Subjects and versions: which schemas are written, and under which names. Follows `AbstractKafkaSchemaSerDeConfig`. */
export const subjectKeys = defineConfig({
  'auto.register.schemas': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Registers the schemas of records; when false, they must be registered already.',
  },
  'use.latest.version': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: "Writes with the subject's latest schema; needs auto.register.schemas=false.",
  },
  'latest.compatibility.strict': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: "Refuses a record that the subject's latest schema could not read, under use.latest.version.",
  },
  'use.schema.id': {
    type: 'INT',
    default: -1,
    importance: 'LOW',
    documentation: 'Writes with the schema of this id; needs auto.register.schemas=false.',
  },
  'id.compatibility.strict': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Refuses a record that the schema of use.schema.id could not read.',
  },
  'normalize.schemas': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Lets the registry take schemas for equal that differ in what has no meaning, such as an order.',
  },
  'key.subject.name.strategy': {
    type: 'CLASS',
    default: `${STRATEGIES}.TopicNameStrategy`,
    importance: 'MEDIUM',
    validator: isStrategy,
    documentation: 'How subjects of keys are named: by topic (<topic>-key), by record, or by both.',
  },
  'value.subject.name.strategy': {
    type: 'CLASS',
    default: `${STRATEGIES}.TopicNameStrategy`,
    importance: 'MEDIUM',
    validator: isStrategy,
    documentation: 'How subjects of values are named: by topic (<topic>-value), by record, or by both.',
  },
  'latest.cache.ttl.sec': {
    type: 'INT',
    default: -1,
    importance: 'LOW',
    documentation: 'For how long a latest schema is taken as the latest, in seconds; -1 for as long as the task runs.',
  },
  'schemas.cache.config': {
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    validator: atLeast(1),
    documentation: 'How many schemas of one topic are kept compiled.',
  },
  'max.schemas.per.subject': {
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    documentation: 'How many schemas the client keeps.',
    ignored: 'schemas.cache.config bounds what is kept',
  },
  'latest.cache.size': {
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    documentation: 'How many latest schemas the client keeps.',
    ignored: 'schemas.cache.config bounds what is kept',
  },
});
