import { defineConfig } from '../config-def.ts';
import { between, oneOfIgnoringCase } from '../validators.ts';
import { regexOrEmpty } from './common-validators.ts';
import { connectorConfig } from './connector-config.ts';
import { eventSourceConfig } from './event-source-config.ts';
import { COMMON, ERRORS } from './groups.ts';

/** The keys of every sink; follows `SinkConnectorConfig`. */
export const sinkConnectorConfig = defineConfig({
  ...connectorConfig,
  topics: {
    type: 'LIST',
    default: [],
    importance: 'HIGH',
    documentation: 'Topics to consume.',
    group: COMMON,
    order: 4,
    width: 'LONG',
    displayName: 'Topics',
  },
  'topics.regex': {
    type: 'STRING',
    default: '',
    importance: 'HIGH',
    documentation: 'Pattern whose matching topics are consumed, those included that appear later.',
    group: COMMON,
    order: 4,
    width: 'LONG',
    displayName: 'Topics regex',
    validator: regexOrEmpty,
  },
  'errors.deadletterqueue.topic.name': {
    type: 'STRING',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Topic that takes the records which could not be processed. None when empty.',
    group: ERRORS,
    order: 6,
    width: 'MEDIUM',
    displayName: 'Dead Letter Queue Topic Name',
  },
  'errors.deadletterqueue.topic.replication.factor': {
    type: 'SHORT',
    default: 3,
    importance: 'MEDIUM',
    documentation: 'Replication factor for a dead letter topic that does not exist yet.',
    group: ERRORS,
    order: 7,
    width: 'MEDIUM',
    displayName: 'Dead Letter Queue Topic Replication Factor',
  },
  'errors.deadletterqueue.context.headers.enable': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether dead letters carry headers that say where the record was and what went wrong.',
    group: ERRORS,
    order: 8,
    width: 'MEDIUM',
    displayName: 'Enable Error Context Headers',
  },
  'delivery.guarantee': {
    type: 'STRING',
    default: 'at_least_once',
    importance: 'MEDIUM',
    documentation:
      'Whether a batch is stored before its offsets are committed (at_least_once), claimed before it is stored (at_most_once), or stored so that coming again changes nothing (exactly_once, for connectors that support it). After a crash records then come again, are left out, or neither.',
    internal: true,
    validator: oneOfIgnoringCase('at_least_once', 'at_most_once', 'exactly_once'),
  },
  'event.source.batch.size': {
    type: 'INT',
    default: null,
    importance: 'MEDIUM',
    documentation:
      "The most records handed to the sink at once, 1 to 10,000. The connector's own wish when absent, 1,000 for most.",
    internal: true,
    validator: between(1, 10_000),
  },
  'event.source.batching.window.ms': {
    type: 'INT',
    default: null,
    importance: 'MEDIUM',
    documentation:
      "How long records are gathered for a batch, in milliseconds, up to 300,000. The connector's own wish when absent.",
    internal: true,
    validator: between(0, 300_000),
  },
  ...eventSourceConfig,
});
