import { defineConfig } from '../../../../config/config-def.ts';
import { atLeast, between, oneOfIgnoringCase } from '../../../../config/validators.ts';
import { CONSISTENCY_LEVELS, type ConsistencyLevel } from '../mapping/table-mapping.ts';
import { NO_COMPRESSION, notJks, notKerberos } from './keys.ts';

const group = 'Confluent';
const text = { type: 'STRING', default: '', importance: 'MEDIUM', group, width: 'MEDIUM' } as const;
const flag = { type: 'BOOLEAN', importance: 'MEDIUM', group, width: 'SHORT' } as const;

// Object.keys has no type of its own.
export const levels = Object.keys(CONSISTENCY_LEVELS).filter(
  (name): name is ConsistencyLevel => name in CONSISTENCY_LEVELS,
);

/** The keys of Confluent's connector, and of its ancestor by Jeremy Custenborder. */
export const confluentConfig = defineConfig({
  'cassandra.keyspace': {
    ...text,
    importance: 'HIGH',
    documentation: 'Keyspace to write to; the table is named after the topic. Needed with Confluent’s keys.',
  },
  'cassandra.contact.points': {
    type: 'LIST',
    default: ['localhost'],
    importance: 'HIGH',
    documentation: 'Hosts to connect to first.',
    group,
    width: 'LONG',
  },
  'cassandra.port': {
    type: 'INT',
    default: 9042,
    validator: between(1, 65_535),
    importance: 'MEDIUM',
    documentation: 'Their port.',
    group,
  },
  'cassandra.local.datacenter': {
    ...text,
    importance: 'HIGH',
    documentation: 'Data center to write to; that of the first host that answers by default.',
  },
  'cassandra.security': {
    ...text,
    validator: notKerberos(['KERBEROS']),
    documentation: 'PASSWORD for user name and password, NONE without.',
  },
  'cassandra.security.enabled': { ...flag, default: null, documentation: 'The older form of cassandra.security.' },
  'cassandra.username': { ...text, default: 'cassandra', documentation: 'User to connect as.' },
  'cassandra.password': {
    type: 'PASSWORD',
    default: '',
    importance: 'HIGH',
    documentation: 'Their password; without one nobody is authenticated.',
    group,
  },
  'cassandra.compression': {
    ...text,
    default: 'NONE',
    validator: oneOfIgnoringCase('NONE', 'SNAPPY', 'LZ4'),
    documentation: 'Compression of requests.',
    ignored: NO_COMPRESSION,
  },
  'cassandra.ssl.enabled': { ...flag, default: false, documentation: 'Whether to connect with TLS.' },
  'cassandra.ssl.provider': {
    ...text,
    documentation: 'Implementation of TLS.',
    ignored: 'there is one, that of Node.js',
  },
  'cassandra.ssl.truststore.path': {
    ...text,
    validator: notJks,
    documentation: 'PEM file of the certificates to trust.',
  },
  'cassandra.ssl.truststore.password': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Password of the trust store.',
    group,
    ignored: 'PEM files of certificates have none',
  },
  'cassandra.ssl.keystore.path': {
    ...text,
    validator: notJks,
    documentation: 'PKCS#12 or PEM file with certificate and key to show to nodes.',
  },
  'cassandra.ssl.keystore.password': {
    type: 'PASSWORD',
    default: '',
    importance: 'MEDIUM',
    documentation: 'Its password.',
    group,
  },
  'cassandra.keyspace.create.enabled': {
    ...flag,
    default: true,
    documentation: 'Whether to create the keyspace if it is missing, with one replica.',
  },
  'cassandra.table.manage.enabled': {
    ...flag,
    default: true,
    documentation:
      'Whether to create missing tables, whose primary key is the record’s key, and to add missing columns. Columns are never changed or dropped.',
  },
  'cassandra.table.create.caching': {
    ...text,
    default: 'NONE',
    validator: oneOfIgnoringCase('ALL', 'KEYS_ONLY', 'ROWS_ONLY', 'NONE'),
    documentation: 'Caching of tables that are created.',
  },
  'cassandra.table.create.compression.algorithm': {
    ...text,
    default: 'NONE',
    validator: oneOfIgnoringCase('NONE', 'SNAPPY', 'LZ4', 'DEFLATE'),
    documentation: 'Compression of tables that are created.',
  },
  'cassandra.offset.storage.table': {
    ...text,
    default: 'kafka_connect_offsets',
    documentation: 'Table for offsets.',
    ignored: 'rows carry their records’ timestamps, so that records that come again change nothing',
  },
  'cassandra.offset.storage.table.enable': {
    ...flag,
    default: true,
    documentation: 'Whether offsets are kept in Cassandra.',
    ignored: 'rows carry their records’ timestamps, so that records that come again change nothing',
  },
  'cassandra.consistency.level': {
    ...text,
    default: 'LOCAL_QUORUM',
    validator: oneOfIgnoringCase(...levels),
    documentation: 'How many replicas must have a row.',
  },
  'cassandra.write.mode': {
    ...text,
    default: 'INSERT',
    validator: oneOfIgnoringCase('INSERT', 'UPDATE', 'UPSERT'),
    documentation:
      'INSERT, or UPDATE (also called UPSERT). Both write a row whether it is there or not; a row of updates vanishes with its last value.',
  },
  'cassandra.deletes.enabled': {
    ...flag,
    default: true,
    documentation: 'Whether a record without a value deletes the row of its key; it is refused otherwise.',
  },
  'cassandra.ttl': {
    type: 'INT',
    default: null,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'Seconds after which rows vanish.',
    group,
  },
  'max.retries': {
    type: 'INT',
    default: -1,
    validator: atLeast(-1),
    importance: 'MEDIUM',
    documentation:
      'How often in a row a batch that failed for a cluster out of reach is tried again before the task fails; -1 for ever. With Confluent’s keys.',
    group,
    internal: true,
  },
  'retry.backoff.ms': {
    type: 'INT',
    default: 3000,
    validator: atLeast(0),
    importance: 'MEDIUM',
    documentation: 'Milliseconds before it is tried again. With Confluent’s keys.',
    group,
    internal: true,
  },
});
