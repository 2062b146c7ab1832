import { defineConfig } from '../../../config/config-def.ts';
import { invalidValue } from '../../../config/invalid-value.ts';
import type { Validator } from '../../../config/validators.ts';
import { patternList } from '../config/validators.ts';

const group = 'Schema history';

const OFFSETS = 'offsets';
const KAFKA_HISTORY = 'io.debezium.storage.kafka.history.KafkaSchemaHistory';
const OLD_KAFKA_HISTORY = 'io.debezium.relational.history.KafkaSchemaHistory';

const stores: Validator<string> = {
  description: `[${OFFSETS}, ${KAFKA_HISTORY}]`,
  ensureValid: (name, value) => {
    if (typeof value === 'string' && ![OFFSETS, KAFKA_HISTORY, OLD_KAFKA_HISTORY].includes(value))
      throw invalidValue(
        name,
        value,
        `histories are kept with the connector's offsets ('${OFFSETS}', also when absent) or in a topic ('${KAFKA_HISTORY}')`,
      );
  },
};

/** Where the tables' earlier forms are kept. */
export const historyConfig = defineConfig({
  'schema.history.internal': {
    type: 'STRING',
    default: null,
    validator: stores,
    importance: 'LOW',
    documentation:
      'Where the history of the tables’ definitions is kept: offsets, beside the connector’s offsets, or the original’s class KafkaSchemaHistory, in a topic of the original’s format. When absent a topic where schema.history.internal.kafka.topic names one, else offsets.',
    group,
  },
  'schema.history.internal.kafka.topic': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'The topic of the history. It must have one partition and keep its records for ever.',
    group,
  },
  'schema.history.internal.kafka.bootstrap.servers': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'Brokers of that topic; the worker’s own when absent. Settings of the client are given as schema.history.internal.producer.<name> and schema.history.internal.consumer.<name>.',
    group,
  },
  'schema.history.internal.kafka.recovery.poll.interval.ms': {
    type: 'INT',
    default: 100,
    importance: 'LOW',
    documentation: 'Pause between polls while the history is read.',
    group,
    ignored: 'the topic is read up to its end, however long that takes',
  },
  'schema.history.internal.kafka.recovery.attempts': {
    type: 'INT',
    default: 100,
    importance: 'LOW',
    documentation: 'Polls without records after which reading the history fails.',
    group,
    ignored: 'the topic is read up to its end, however long that takes',
  },
  'schema.history.internal.kafka.query.timeout.ms': {
    type: 'LONG',
    default: 3000,
    importance: 'LOW',
    documentation: 'How long to wait for facts of the cluster.',
    group,
    ignored: 'the client’s own time limits hold',
  },
  'schema.history.internal.kafka.create.timeout.ms': {
    type: 'LONG',
    default: 30000,
    importance: 'LOW',
    documentation: 'How long the topic’s creation may take.',
    group,
    ignored: 'the client’s own time limits hold',
  },
  'schema.history.internal.skip.unparseable.ddl': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether statements that cannot be understood are passed with a warning, rather than fail the task.',
    group,
  },
  'schema.history.internal.store.only.captured.tables.ddl': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation:
      'Whether the history keeps captured tables only. It is smaller then; a table that is captured later needs a new snapshot.',
    group,
  },
  'schema.history.internal.store.only.captured.databases.ddl': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether the history keeps tables of captured databases only.',
    group,
  },
  'schema.history.internal.ddl.filter': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'LOW',
    documentation:
      'Statements that are passed without being read, as expressions; grants, users, views, routines and the like when absent.',
    group,
  },
  'schema.history.internal.prefer.ddl': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether a history’s statements are read again, rather than what they did.',
    group,
    ignored: 'a history keeps what statements did',
  },
  'schema.history.internal.name': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'A name of the history.',
    group,
    ignored: 'it only names JMX metrics',
  },
  'schema.history.internal.connector.class': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'The connector’s class, as the original tells its history.',
    group,
    ignored: 'it only names clients',
  },
  'schema.history.internal.connector.id': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'The connector’s name, as the original tells its history.',
    group,
    ignored: 'it only names clients',
  },
});
