import { defineConfig } from '../../../config/config-def.ts';
import { nonEmptyString } from '../../../config/validators.ts';
import { calendarKey } from '../connection-keys.ts';
import { enumerator, timeZoneName } from '../validators.ts';
import { topicMappings } from './validators.ts';

const group = 'Data Mapping';
const pkModes = ['none', 'kafka', 'record_key', 'record_value'] as const;
const dateZones = ['db_timezone', 'utc'] as const;
const precisions = ['microseconds', 'nanoseconds'] as const;

/** Which table, key and columns a record goes to. */
export const mappingConfig = defineConfig({
  'table.name.format': {
    type: 'STRING',
    default: '${topic}',
    validator: nonEmptyString,
    importance: 'MEDIUM',
    documentation:
      'Name of the table, ${topic} standing for the topic. A dot separates the schema (PostgreSQL) or database (MySQL) from the table.',
    group,
    width: 'LONG',
    displayName: 'Table Name Format',
  },
  'table.name.normalize': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation:
      'Whether everything but letters, digits and underscores in the table’s name becomes an underscore. A key of Aiven’s.',
    group,
    width: 'LONG',
    displayName: 'Table Name Normalize',
  },
  'topics.to.tables.mapping': {
    type: 'LIST',
    default: [],
    validator: topicMappings,
    importance: 'MEDIUM',
    documentation:
      'Tables by topic, as topic:table; it replaces table.name.format, so that every topic must be in it. A key of Aiven’s.',
    group,
    width: 'LONG',
    displayName: 'Topics To Tables Mapping',
  },
  'pk.mode': {
    type: 'STRING',
    default: 'none',
    validator: enumerator(...pkModes),
    importance: 'HIGH',
    documentation:
      'What the primary key is made of. none: there is none. kafka: topic, partition and offset. record_key: the record’s key, a primitive or fields of a struct. record_value: fields of the value.',
    group,
    width: 'MEDIUM',
    displayName: 'Primary Key Mode',
    recommender: { validValues: () => pkModes },
  },
  'pk.fields': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation:
      'Columns of the primary key. kafka: three names, __connect_topic, __connect_partition and __connect_offset by default. record_key: the fields of the key, all by default; of a primitive key the one name. record_value: the fields of the value, all by default.',
    group,
    width: 'LONG',
    displayName: 'Primary Key Fields',
  },
  'fields.whitelist': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'Fields of the value to write beside the key; all by default.',
    group,
    width: 'LONG',
    displayName: 'Fields Whitelist',
  },
  'db.timezone': {
    type: 'STRING',
    default: 'UTC',
    validator: timeZoneName,
    importance: 'MEDIUM',
    documentation: 'Time zone of timestamps that the database keeps without one.',
    group,
    width: 'MEDIUM',
    displayName: 'DB Time Zone',
  },
  'date.timezone': {
    type: 'STRING',
    default: 'db_timezone',
    validator: enumerator(...dateZones),
    importance: 'LOW',
    documentation:
      'Time zone in which Connect’s dates, which are midnights in UTC, are read: db_timezone, which makes them the day before west of Greenwich, or utc.',
    group,
    width: 'MEDIUM',
    displayName: 'Time Zone used for Date',
    recommender: { validValues: () => dateZones },
  },
  'timestamp.fields.list': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'Fields of the value, INT64 or STRING, that hold timestamps as numbers since the epoch.',
    group,
    width: 'MEDIUM',
    displayName: 'Timestamp Fields Whitelist',
  },
  'timestamp.precision.mode': {
    type: 'STRING',
    default: 'microseconds',
    validator: enumerator(...precisions),
    importance: 'LOW',
    documentation: 'What timestamp.fields.list count. What is finer than the microseconds of the databases is cut off.',
    group,
    width: 'MEDIUM',
    displayName: 'Sink Timestamp Precision mode',
    recommender: { validValues: () => precisions },
  },
  ...calendarKey(
    group,
    ' What Debezium’s own types hold is always counted as databases do; set PROLEPTIC_GREGORIAN where its sources have time.precision.mode=connect. Debezium’s class has no other.',
  ),
  'string.output.value.column.name': {
    type: 'STRING',
    default: 'record_value',
    validator: nonEmptyString,
    importance: 'LOW',
    documentation: 'Column of values that are plain strings.',
    group,
    width: 'MEDIUM',
    displayName: 'String Value Column Name',
  },
});
