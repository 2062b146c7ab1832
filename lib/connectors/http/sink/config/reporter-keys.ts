import { defineConfig } from '../../../../config/config-def.ts';
import { atLeast, oneOfIgnoringCase } from '../../../../config/validators.ts';

const formats = ['json', 'string'] as const;

/** The topics that are told what came of the records. */
export const reporterKeys = defineConfig({
  'reporter.bootstrap.servers': {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    documentation: 'Set to have both topics written. They are written to the worker’s Kafka, whatever is named here.',
    group: 'Reporter',
  },
  'reporter.result.topic.name': {
    type: 'STRING',
    default: '${connector}-success',
    importance: 'HIGH',
    documentation: 'Topic of the API’s answers, ${connector} being the connector’s name. Empty for none.',
    group: 'Reporter',
  },
  'reporter.result.topic.replication.factor': {
    type: 'SHORT',
    default: 3,
    importance: 'MEDIUM',
    validator: atLeast(-1),
    documentation: 'Replication factor of that topic where it is created.',
    group: 'Reporter',
  },
  'reporter.result.topic.partitions': {
    type: 'INT',
    default: 1,
    importance: 'MEDIUM',
    validator: atLeast(1),
    documentation: 'Partitions of that topic where it is created.',
    group: 'Reporter',
  },
  'reporter.result.topic.value.format': {
    type: 'STRING',
    default: 'json',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase(...formats),
    documentation: 'How answers are written: as a string in JSON, or as they are.',
    group: 'Reporter',
    recommender: { validValues: () => formats },
  },
  'reporter.result.topic.key.format': {
    type: 'STRING',
    default: 'json',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase(...formats),
    documentation: 'How keys are written.',
    group: 'Reporter',
    ignored: 'records of this topic have no key: the headers say where they come from',
  },
  'reporter.error.topic.name': {
    type: 'STRING',
    default: '${connector}-error',
    importance: 'HIGH',
    documentation: 'Topic of errors, ${connector} being the connector’s name. Empty for none.',
    group: 'Reporter',
  },
  'reporter.error.topic.replication.factor': {
    type: 'SHORT',
    default: 3,
    importance: 'MEDIUM',
    validator: atLeast(-1),
    documentation: 'Replication factor of that topic where it is created.',
    group: 'Reporter',
  },
  'reporter.error.topic.partitions': {
    type: 'INT',
    default: 1,
    importance: 'MEDIUM',
    validator: atLeast(1),
    documentation: 'Partitions of that topic where it is created.',
    group: 'Reporter',
  },
  'reporter.error.topic.value.format': {
    type: 'STRING',
    default: 'json',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase(...formats),
    documentation: 'How errors are written: as a string in JSON, or as they are.',
    group: 'Reporter',
    recommender: { validValues: () => formats },
  },
  'reporter.error.topic.key.format': {
    type: 'STRING',
    default: 'json',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase(...formats),
    documentation: 'How keys are written.',
    group: 'Reporter',
    ignored: 'records of this topic have no key: the headers say where they come from',
  },
});
