import { defineConfig } from '../../../config/config-def.ts';
import { atLeast } from '../../../config/validators.ts';
import { enumerator, timeZoneName } from '../validators.ts';
import { topicPrefix } from './validators.ts';

const group = 'Connector';
const granularities = [
  'connect_logical',
  'micros_long',
  'micros_string',
  'micros_iso_datetime_string',
  'nanos_long',
  'nanos_string',
  'nanos_iso_datetime_string',
] as const;

/** When and how much to read, and where it goes. */
export const connectorConfig = defineConfig({
  'table.types': {
    type: 'LIST',
    default: ['TABLE'],
    importance: 'LOW',
    documentation:
      'Kinds of tables to copy: TABLE, VIEW; PARTITIONED TABLE, MATERIALIZED VIEW and FOREIGN TABLE in PostgreSQL. A kind that the database does not have finds no table.',
    group,
    width: 'MEDIUM',
    displayName: 'Table Types',
  },
  'poll.interval.ms': {
    type: 'INT',
    default: 5000,
    importance: 'HIGH',
    documentation:
      'Milliseconds from the end of a table’s query to the next one. A new run of the task queries at once, except in mode bulk, which remembers when it was through.',
    group,
    width: 'SHORT',
    displayName: 'Poll Interval (ms)',
  },
  'batch.max.rows': {
    type: 'INT',
    default: 1000,
    validator: atLeast(1),
    importance: 'LOW',
    documentation: 'Most rows to fetch, and to hand on, at once. The original of Aiven has 100.',
    group,
    width: 'SHORT',
    displayName: 'Max Rows Per Batch',
  },
  'max.buffer.size': {
    type: 'INT',
    default: 0,
    importance: 'LOW',
    documentation: 'Most records that the original buffers.',
    group,
    width: 'SHORT',
    displayName: 'Maximum Buffer Size',
    ignored: 'rows are fetched when they are asked for, so nothing is buffered beyond batch.max.rows',
  },
  'poll.linger.ms': {
    type: 'LONG',
    default: 5000,
    importance: 'LOW',
    documentation:
      'Most milliseconds to wait for new rows before a poll returns empty; waits longer than a second are cut to one.',
    group,
    width: 'SHORT',
    displayName: 'Poll Linger Milliseconds',
  },
  'table.poll.interval.ms': {
    type: 'LONG',
    default: 60_000,
    importance: 'LOW',
    documentation: 'Milliseconds between two looks for new and dropped tables.',
    group,
    width: 'SHORT',
    displayName: 'Metadata Change Monitoring Interval (ms)',
  },
  'topic.prefix': {
    type: 'STRING',
    default: '',
    validator: topicPrefix,
    importance: 'HIGH',
    documentation:
      'What the topics’ names begin with, the table’s plain name following; of a query the whole name of the topic.',
    group,
    width: 'MEDIUM',
    displayName: 'Topic Prefix',
  },
  'timestamp.delay.interval.ms': {
    type: 'LONG',
    default: 0,
    importance: 'HIGH',
    documentation:
      'How old a row’s timestamp must be, in milliseconds, for it to be read: gives slow transactions time to commit before their timestamps are passed by.',
    group,
    width: 'MEDIUM',
    displayName: 'Delay Interval (ms)',
  },
  'db.timezone': {
    type: 'STRING',
    default: 'UTC',
    validator: timeZoneName,
    importance: 'MEDIUM',
    documentation: 'Time zone of timestamps that the database keeps without one.',
    group,
    width: 'MEDIUM',
    displayName: 'DB time zone',
  },
  'timestamp.granularity': {
    type: 'STRING',
    default: 'connect_logical',
    validator: enumerator(...granularities),
    importance: 'LOW',
    documentation:
      'What timestamps become. connect_logical: Connect’s Timestamp, cut to milliseconds. micros_long, nanos_long: that many since the epoch, as INT64. micros_string, nanos_string: the same as text. micros_iso_datetime_string, nanos_iso_datetime_string: date and time in db.timezone with six or nine digits, such as 2024-01-31T12:30:00.123456.',
    group,
    width: 'MEDIUM',
    displayName: 'Timestamp granularity for timestamp columns',
    recommender: { validValues: () => granularities },
  },
});
