import { defineConfig } from '../config-def.ts';
import { atLeast, oneOfIgnoringCase, uniqueList } from '../validators.ts';
import { connectorConfig } from './connector-config.ts';
import { scheduleConfig } from './event-source-config.ts';

const CREATION = 'Topic Creation';

/** The keys of every source; follows `SourceConnectorConfig`. */
export const sourceConnectorConfig = defineConfig({
  ...connectorConfig,
  'topic.creation.groups': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    documentation: 'Groups of topics that are created with settings of their own, besides the default group.',
    group: CREATION,
    order: 1,
    width: 'LONG',
    displayName: 'Topic Creation Groups',
    validator: uniqueList('topic creation groups'),
  },
  'exactly.once.support': {
    type: 'STRING',
    default: 'requested',
    importance: 'MEDIUM',
    documentation:
      'Whether the connector must be able to deliver exactly once (required), or does so if it can (requested).',
    group: 'Exactly Once Support',
    order: 2,
    width: 'SHORT',
    displayName: 'Exactly once support',
    validator: oneOfIgnoringCase('required', 'requested'),
  },
  'transaction.boundary': {
    type: 'STRING',
    default: 'poll',
    importance: 'MEDIUM',
    documentation: 'When a transaction ends: with each batch, at intervals, or where the connector says so.',
    group: 'Exactly Once Support',
    order: 3,
    width: 'SHORT',
    displayName: 'Transaction Boundary',
    validator: oneOfIgnoringCase('interval', 'poll', 'connector'),
  },
  'transaction.boundary.interval.ms': {
    type: 'LONG',
    default: null,
    importance: 'LOW',
    documentation:
      "How long a transaction with interval boundaries lasts, in milliseconds. The worker's flush interval when absent.",
    group: 'Exactly Once Support',
    order: 4,
    width: 'SHORT',
    displayName: 'Transaction boundary interval',
    validator: atLeast(0),
  },
  'offsets.storage.topic': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Topic for offsets in Kafka Connect. Offsets are kept in the offsets table here.',
    group: 'offsets.topic',
    order: 1,
    width: 'LONG',
    displayName: 'Offsets topic',
    ignored: 'offsets are kept in the offsets table',
  },
  'delivery.guarantee': {
    type: 'STRING',
    default: 'at_least_once',
    importance: 'MEDIUM',
    documentation:
      'When offsets are stored: after the data (at_least_once) or before it (at_most_once). After a crash records then come again, or are left out.',
    internal: true,
    validator: oneOfIgnoringCase('at_least_once', 'at_most_once'),
  },
  'errors.deadletterqueue.topic.name': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation:
      'Topic that takes the records which could not be transformed, converted or sent, where errors are tolerated: as they were read, as JSON with schemas. None when empty. In Kafka Connect sinks only have one.',
    internal: true,
  },
  'errors.deadletterqueue.topic.replication.factor': {
    type: 'SHORT',
    default: 3,
    importance: 'MEDIUM',
    documentation:
      'Replication factor for a dead letter topic that does not exist yet. It is made to take messages of up to 16 MiB.',
    internal: true,
  },
  'errors.deadletterqueue.context.headers.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation:
      'Whether dead letters carry headers that say where in the source the record was and what went wrong.',
    internal: true,
  },
  ...scheduleConfig,
});
