import { defineConfig } from '../../../config/config-def.ts';
import { validJavaRegex } from '../../../config/java-regex.ts';
import { atLeast } from '../../../config/validators.ts';
import { enumerator, timeZoneName } from '../validators.ts';
import { onlyOneOf } from './validators.ts';

const group = 'Debezium';
const unused = (ignored: string) => ({ importance: 'LOW', group, ignored }) as const;
const pool = unused('one connection a task is enough');
const naming = 'Strategies of one’s own are Java classes: rename fields and topics with transformations';
const columnNaming = 'io.debezium.sink.naming.DefaultColumnNamingStrategy';
const collectionNaming = 'io.debezium.sink.naming.DefaultCollectionNamingStrategy';

const collectionNamings = [
  collectionNaming,
  'io.debezium.sink.naming.PassthroughCollectionNamingStrategy',
  'io.debezium.connector.jdbc.naming.DefaultCollectionNamingStrategy',
];

/** Keys of Debezium’s JdbcSinkConnector that Confluent’s has under other names; they take precedence. */
export const debeziumConfig = defineConfig({
  'connection.username': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'Debezium’s name of connection.user.',
    group,
  },
  'primary.key.mode': {
    type: 'STRING',
    default: null,
    validator: enumerator('none', 'kafka', 'record_key', 'record_value', 'record_header'),
    importance: 'HIGH',
    documentation:
      'Debezium’s name of pk.mode. record_header besides: the record’s headers, all of them or those of primary.key.fields.',
    group,
  },
  'primary.key.fields': {
    type: 'LIST',
    default: null,
    importance: 'HIGH',
    documentation: 'Debezium’s name of pk.fields.',
    group,
  },
  'collection.name.format': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation:
      'Debezium’s name of table.name.format. Dots of the topic become underscores with Debezium’s class. ${source.table} and other parts of a change event’s source may stand in it.',
    group,
  },
  'schema.evolution': {
    type: 'STRING',
    default: null,
    validator: enumerator('none', 'validate-only', 'basic'),
    importance: 'MEDIUM',
    documentation:
      'Whether tables follow the records: basic is auto.create and auto.evolve together; validate-only is none, but fails with the first records where a topic has no table.',
    group,
  },
  'quote.identifiers': {
    type: 'BOOLEAN',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Debezium’s form of quote.sql.identifiers; false where neither is set and the class is Debezium’s.',
    group,
  },
  'use.time.zone': {
    type: 'STRING',
    default: null,
    validator: timeZoneName,
    importance: 'MEDIUM',
    documentation:
      'Debezium’s name of db.timezone; with Debezium’s class only moments with a zone of their own are moved to it.',
    group,
  },
  'database.time_zone': {
    type: 'STRING',
    default: null,
    validator: timeZoneName,
    importance: 'MEDIUM',
    documentation: 'Older name of use.time.zone.',
    group,
  },
  'field.include.list': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'Fields to write beside the key, as field or topic:field; all by default.',
    group,
  },
  'field.exclude.list': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'Fields not to write, as field or topic:field.',
    group,
  },
  'flush.max.retries': {
    type: 'INT',
    default: null,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'Debezium’s name of max.retries.',
    group,
  },
  'flush.retry.delay.ms': {
    type: 'LONG',
    default: null,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'Debezium’s name of retry.backoff.ms.',
    group,
  },
  'truncate.enabled': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether a truncation of the source empties the table; else it is passed over.',
    group,
  },
  'column.naming.strategy': {
    type: 'STRING',
    default: columnNaming,
    validator: onlyOneOf([columnNaming, 'io.debezium.connector.jdbc.naming.DefaultColumnNamingStrategy'], naming),
    importance: 'LOW',
    documentation: 'How fields become columns.',
    group,
  },
  'collection.naming.strategy': {
    type: 'STRING',
    default: collectionNaming,
    validator: onlyOneOf(collectionNamings, naming),
    importance: 'LOW',
    documentation: 'How topics become tables: PassthroughCollectionNamingStrategy leaves their dots.',
    group,
  },
  'table.naming.strategy': {
    type: 'STRING',
    default: null,
    validator: onlyOneOf(collectionNamings, naming),
    importance: 'LOW',
    documentation: 'Older name of collection.naming.strategy.',
    group,
  },
  'cloud.events.schema.name.pattern': {
    type: 'STRING',
    default: '.*CloudEvents\\.Envelope$',
    validator: validJavaRegex,
    importance: 'LOW',
    documentation:
      'What the name of a value’s schema must match to be taken for a CloudEvents envelope, of which the data is written. With Debezium’s class only.',
    group,
  },
  'collection.table.format': {
    ...unused('the original reads it nowhere'),
    type: 'STRING',
    default: '${table}',
    documentation: 'A format of names by table.',
  },
  'keyed.message.batch.mode': {
    ...unused('writes by key are always reduced, which leaves the same rows'),
    type: 'STRING',
    default: 'deduplication',
    documentation: 'Whether a batch has a key once or is cut where one comes again.',
  },
  'enable.sces': {
    ...unused('how the original is built inside'),
    type: 'BOOLEAN',
    default: false,
    documentation: 'Which of its two frameworks the original runs on.',
  },
  'dialect.postgres.unnest.insert.enabled': {
    ...unused('rows are written many to a statement anyway'),
    type: 'BOOLEAN',
    default: false,
    documentation: 'Whether PostgreSQL’s inserts take arrays of columns.',
  },
  'dialect.starrocks.catalog.name': {
    ...unused('StarRocks is not among the databases'),
    type: 'STRING',
    default: null,
    documentation: 'StarRocks’ catalog to write to.',
  },
  'dialect.postgres.postgis.schema': {
    ...unused('geometries, which are structs, are not written at all'),
    type: 'STRING',
    default: 'public',
    documentation: 'Where PostGIS is installed.',
  },
  'dialect.sqlserver.identity.insert': {
    ...unused('SQL Server is not among the databases'),
    type: 'BOOLEAN',
    default: false,
    documentation: 'Whether SQL Server’s identities are written.',
  },
  'use.reduction.buffer': {
    ...unused('writes by key are always reduced'),
    type: 'BOOLEAN',
    default: false,
    documentation: 'Whether only the last change of a key in a batch is written.',
  },
  'connection.provider': { ...pool, type: 'STRING', default: '', documentation: 'The pool of connections to use.' },
  'connection.pool.min_size': { ...pool, type: 'INT', default: 5, documentation: 'The pool’s fewest connections.' },
  'connection.pool.max_size': { ...pool, type: 'INT', default: 32, documentation: 'The pool’s most connections.' },
  'connection.pool.acquire_increment': {
    ...pool,
    type: 'INT',
    default: 32,
    documentation: 'How many connections the pool opens at once.',
  },
  'connection.pool.timeout': {
    ...pool,
    type: 'LONG',
    default: 1800,
    documentation: 'After how many seconds the pool closes idle connections.',
  },
  'connection.restart.on.errors': {
    ...unused('it always is'),
    type: 'BOOLEAN',
    default: false,
    documentation: 'Whether a new connection is opened after an error.',
  },
});
