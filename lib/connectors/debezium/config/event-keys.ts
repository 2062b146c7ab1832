import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, check, oneOf } from '../../../config/validators.ts';
import { ADJUSTMENT_MODES } from '../../../formats/avro/name-adjuster.ts';
import { messageKeyProblem } from '../message-key.ts';
import { listOf, onlyAllows, patternList, signalChannels, unset } from './validators.ts';

const group = 'Events';

/** How events look, whatever the database; follows `CommonConnectorConfig` and `RelationalDatabaseConnectorConfig` of Debezium 3.6. */
export const eventConfig = defineConfig({
  'topic.prefix': {
    type: 'STRING',
    validator: check('letters, digits, dots, hyphens and underscores', (value) =>
      /^[a-zA-Z0-9._-]+$/.test(value) ? null : 'it may contain letters, digits, dots, hyphens and underscores only',
    ),
    importance: 'HIGH',
    documentation:
      'Names the source: topics, schemas and the source partition begin with it. It must be unique among connectors and never change.',
    group,
  },
  'topic.delimiter': {
    type: 'STRING',
    default: '.',
    importance: 'LOW',
    documentation: 'What stands between the parts of a topic’s name.',
    group,
  },
  'topic.naming.strategy': {
    type: 'CLASS',
    default: 'io.debezium.schema.SchemaTopicNamingStrategy',
    validator: onlyAllows(
      'io.debezium.schema.SchemaTopicNamingStrategy',
      'topics are named prefix.schema.table here; rename them with a RegexRouter or ByLogicalTableRouter transformation',
    ),
    importance: 'MEDIUM',
    documentation: 'How topics are named: prefix.schema.table.',
    group,
  },
  'topic.transaction': {
    type: 'STRING',
    default: 'transaction',
    importance: 'LOW',
    documentation: 'The last part of the transaction topic’s name.',
    group,
  },
  'topic.heartbeat.prefix': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'The first part of the heartbeat topic’s name; heartbeat.topics.prefix when absent.',
    group,
  },
  'tombstones.on.delete': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether a delete is followed by a tombstone, so that compaction can remove the key.',
    group,
  },
  'skipped.operations': {
    type: 'LIST',
    default: ['t'],
    validator: listOf('c', 'u', 'd', 't', 'm', 'r', 'none'),
    importance: 'LOW',
    documentation: 'Operations that give no events: c(reate), u(pdate), d(elete), t(runcate), m(essage), or none.',
    group,
  },
  'message.key.columns': {
    type: 'STRING',
    default: null,
    validator: check('<table>:<column>[,<column>…][;…]', messageKeyProblem),
    importance: 'MEDIUM',
    documentation:
      'Columns of message keys other than the primary key’s: <table>:<column>,<column>;…, tables as expressions for schema.table.',
    group,
  },
  'decimal.handling.mode': {
    type: 'STRING',
    default: 'precise',
    validator: oneOf('precise', 'double', 'string'),
    importance: 'MEDIUM',
    documentation: 'How decimals are shown: precise as Connect’s Decimal, double with rounding, string.',
    group,
  },
  'binary.handling.mode': {
    type: 'STRING',
    default: 'bytes',
    validator: oneOf('bytes', 'base64', 'base64-url-safe', 'hex'),
    importance: 'LOW',
    documentation: 'How binary values are shown.',
    group,
  },
  'lossy.types.handling.mode': {
    type: 'STRING',
    default: 'warn',
    validator: oneOf('warn', 'fail'),
    importance: 'MEDIUM',
    documentation:
      'What happens where a column’s type loses something under the configured modes, such as BIGINT UNSIGNED as long. warn: the log names column, type, what is lost and the setting that keeps it; events are the original’s. fail: the task fails with the same message before anything is read; for values of which a type has few, such as NaN, before the value is told. docs/debezium.md lists the types. Debezium loses silently and has no such key.',
    group,
  },
  'schema.name.adjustment.mode': {
    type: 'STRING',
    default: 'none',
    validator: oneOf(...ADJUSTMENT_MODES),
    importance: 'LOW',
    documentation:
      'How names of schemas are made to fit a converter: what Avro does not allow becomes an underscore, or its code.',
    group,
  },
  'field.name.adjustment.mode': {
    type: 'STRING',
    default: 'none',
    validator: oneOf(...ADJUSTMENT_MODES),
    importance: 'LOW',
    documentation: 'The same for names of fields.',
    group,
  },
  'unavailable.value.placeholder': {
    type: 'STRING',
    default: '__debezium_unavailable_value',
    importance: 'MEDIUM',
    documentation: 'Stands for a value that did not change and that the database left out of its log.',
    group,
  },
  'provide.transaction.metadata': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation:
      'Whether events tell their place in their transaction, and a topic of transactions their begin and end.',
    group,
  },
  'include.schema.comments': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether comments of columns become documentation of their fields.',
    group,
  },
  'extended.headers.enabled': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether records have headers that tell which connector and task made them.',
    group,
  },
  'column.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Columns that events have, as expressions for schema.table.column; all by default.',
    group,
  },
  'column.exclude.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Columns that events do not have, as expressions for schema.table.column. Keys keep theirs.',
    group,
  },
  'column.propagate.source.type': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Columns whose fields tell the type in the database, as expressions for schema.table.column.',
    group,
  },
  'datatype.propagate.source.type': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Types whose fields tell the type in the database, as expressions for schema.table.type.',
    group,
  },
  'heartbeat.interval.ms': {
    type: 'INT',
    default: 0,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation:
      'How often to send a heartbeat while nothing is captured, in milliseconds; 0 for never. Its offset lets the database forget its log. A run sends its first one at once.',
    group,
  },
  'heartbeat.topics.prefix': {
    type: 'STRING',
    default: '__debezium-heartbeat',
    importance: 'LOW',
    documentation: 'The first part of the heartbeat topic’s name; topic.prefix is the rest.',
    group,
  },
  'heartbeat.action.query': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'A statement to execute in the database with each heartbeat.',
    group,
  },
  'signal.data.collection': {
    type: 'LIST',
    default: null,
    importance: 'MEDIUM',
    documentation:
      'The table through which signals are sent, as schema.table: with the columns id, type and data, in that order.',
    group,
  },
  'signal.enabled.channels': {
    type: 'LIST',
    default: ['source'],
    validator: signalChannels,
    importance: 'MEDIUM',
    documentation: 'Where signals come from: source, the signal table; kafka, the signal topic. There is no JMX.',
    group,
  },
  'signal.poll.interval.ms': {
    type: 'LONG',
    default: 5000,
    importance: 'MEDIUM',
    validator: atLeast(1),
    documentation:
      'How often the signal topic is looked at while a run lasts, in milliseconds; each run looks first. Rows of the signal table are seen as they are captured.',
    group,
  },
  'signal.kafka.topic': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'The topic through which signals are sent, with one partition; <topic.prefix>-signal when absent. A message’s key is topic.prefix, its value {"id": …, "type": …, "data": …} as JSON.',
    group,
  },
  'signal.kafka.bootstrap.servers': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation:
      'Brokers of that topic; the worker’s own when absent. Settings of the client are given as signal.consumer.<name>.',
    group,
  },
  'signal.kafka.poll.timeout.ms': {
    type: 'INT',
    default: 100,
    importance: 'LOW',
    documentation: 'How long a poll waits for signals.',
    group,
    ignored: 'the topic is read up to its end, and changes do not wait for it',
  },
  'signal.kafka.groupId': {
    type: 'STRING',
    default: 'kafka-signal',
    importance: 'LOW',
    documentation: 'The group that the original reads signals as.',
    group,
    ignored: 'which signals were performed is kept with the connector’s offsets, so that each acts once',
  },
  'notification.enabled.channels': {
    type: 'LIST',
    default: null,
    validator: listOf('sink', 'log', 'jmx'),
    importance: 'MEDIUM',
    documentation:
      'Where notifications about snapshots go: sink, the topic that notification.sink.topic.name names; log. There is no JMX.',
    group,
  },
  'notification.sink.topic.name': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'The topic of notifications; required with the channel sink.',
    group,
  },
  converters: {
    type: 'STRING',
    default: null,
    validator: unset('custom converters are Java classes, which cannot run here; use transformations'),
    importance: 'LOW',
    documentation: 'Custom converters, which are Java classes.',
    group,
  },
  'post.processors': {
    type: 'STRING',
    default: null,
    validator: unset('post processors are Java classes, which cannot run here; use transformations'),
    importance: 'LOW',
    documentation: 'Post processors of events, which are Java classes.',
    group,
  },
  'transaction.metadata.factory': {
    type: 'CLASS',
    default: 'io.debezium.pipeline.txmetadata.DefaultTransactionMetadataFactory',
    validator: onlyAllows(
      'io.debezium.pipeline.txmetadata.DefaultTransactionMetadataFactory',
      'other factories are Java classes, which cannot run here',
    ),
    importance: 'LOW',
    documentation: 'Makes the structures of transaction metadata.',
    group,
  },
  'custom.metric.tags': {
    type: 'LIST',
    default: null,
    importance: 'LOW',
    documentation: 'Tags of JMX metrics.',
    group,
    ignored: 'there is no JMX',
  },
});
