import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, oneOf } from '../../../config/validators.ts';
import { onlyAllows, patternList } from '../config/validators.ts';

const group = 'Binary log';
const DATABASES = 'Databases';

/** What is captured from the binary log, and how its events look. */
export const binlogConfig = defineConfig({
  'database.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'HIGH',
    documentation: 'Databases to capture, as expressions; all by default.',
    group: DATABASES,
  },
  'database.exclude.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Databases not to capture, as expressions; not together with database.include.list.',
    group: DATABASES,
  },
  'table.include.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'HIGH',
    documentation: 'Tables to capture, as expressions for database.table; all by default.',
    group: DATABASES,
  },
  'table.exclude.list': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Tables not to capture, as expressions for database.table; not together with table.include.list.',
    group: DATABASES,
  },
  'table.ignore.builtin': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether the server’s own tables are left out.',
    group: DATABASES,
  },
  'bigint.unsigned.handling.mode': {
    type: 'STRING',
    default: 'long',
    validator: oneOf('long', 'precise'),
    importance: 'MEDIUM',
    documentation:
      'How BIGINT UNSIGNED is shown: long as INT64, in which values from 2⁶³ on are negative; precise as Connect’s Decimal.',
    group,
  },
  'time.precision.mode': {
    type: 'STRING',
    default: 'adaptive_time_microseconds',
    validator: oneOf('adaptive_time_microseconds', 'connect', 'isostring', 'microseconds', 'nanoseconds'),
    importance: 'MEDIUM',
    documentation:
      'How times are shown: by the column’s precision and TIME in microseconds, in one unit, as Connect’s types, or as ISO texts.',
    group,
  },
  'enable.time.adjuster': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Whether years of two digits are taken for those from 1970 to 2069.',
    group,
  },
  'include.schema.changes': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether statements that change tables are sent to the topic that topic.prefix names.',
    group,
  },
  'include.query': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation:
      'Whether events have the statement that made the change; the server must log it (binlog_rows_query_log_events=ON, MariaDB: binlog_annotate_row_events=ON).',
    group,
  },
  'binlog.buffer.size': {
    type: 'INT',
    default: 0,
    importance: 'MEDIUM',
    documentation: 'How many events are looked ahead for a rollback.',
    group,
    ignored:
      'only transactions that were committed are in the log; changes of tables that cannot be rolled back are told',
  },
  'binlog.net.write.timeout': {
    type: 'LONG',
    default: 0,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'How many seconds the server waits for the connector to take the log; 0 for its own setting.',
    group,
  },
  'binlog.net.read.timeout': {
    type: 'LONG',
    default: 0,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'How many seconds the server waits for the connector’s word; 0 for its own setting.',
    group,
  },
  'gtid.source.includes': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'HIGH',
    documentation:
      'Sources (the server UUIDs or, of MariaDB, the domains of GTIDs) whose transactions count for the position, as expressions.',
    group,
  },
  'gtid.source.excludes': {
    type: 'LIST',
    default: null,
    validator: patternList,
    importance: 'MEDIUM',
    documentation: 'Sources that do not count; not together with gtid.source.includes.',
    group,
  },
  'gtid.source.filter.dml.events': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether changes from sources that do not count are left out.',
    group,
  },
  'gtid.ignore.on.recovery': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether the log is found by file and position although GTIDs are known.',
    group,
  },
  'event.deserialization.failure.handling.mode': {
    type: 'STRING',
    default: 'fail',
    validator: onlyAllows('fail', 'changes are never skipped here'),
    importance: 'MEDIUM',
    documentation: 'What an event of the log that cannot be read does.',
    group,
  },
  'inconsistent.schema.handling.mode': {
    type: 'STRING',
    default: 'fail',
    validator: oneOf('fail', 'warn', 'skip'),
    importance: 'MEDIUM',
    documentation:
      'What a change of a captured table does whose columns are not known: fail, or leave it out with a warning or without.',
    group,
  },
  'ddl.parser.type': {
    type: 'STRING',
    default: 'default',
    validator: oneOf('default', 'legacy'),
    importance: 'LOW',
    documentation: 'Which of Debezium’s parsers reads statements.',
    group,
    ignored: 'there is one parser',
  },
});
