import { defineConfig } from '../../../../config/config-def.ts';
import { atLeast, oneOfIgnoringCase } from '../../../../config/validators.ts';
import { levels } from './confluent.ts';
import { NO_COMPRESSION, notJks } from './keys.ts';

const group = 'Lenses';
const text = { type: 'STRING', default: '', importance: 'MEDIUM', group, width: 'MEDIUM' } as const;
const flag = { type: 'BOOLEAN', default: false, importance: 'MEDIUM', group, width: 'SHORT' } as const;
const int = { type: 'INT', importance: 'MEDIUM', group, width: 'SHORT' } as const;
const secret = { type: 'PASSWORD', default: '', importance: 'MEDIUM', group } as const;

/** The keys of Lenses’ connector, of both of its generations. */
export const lensesConfig = defineConfig({
  'connect.cassandra.kcql': {
    ...text,
    importance: 'HIGH',
    width: 'LONG',
    documentation:
      'Statements such as INSERT INTO table SELECT a, b AS c, _key.d FROM topic TTL=60, separated by semicolons. Needed with Lenses’ keys.',
  },
  'connect.cassandra.key.space': {
    ...text,
    importance: 'HIGH',
    documentation: 'Keyspace of tables that are named without one.',
  },
  'connect.cassandra.contact.points': {
    type: 'LIST',
    default: ['localhost'],
    importance: 'HIGH',
    documentation: 'Hosts to connect to first.',
    group,
    width: 'LONG',
  },
  'connect.cassandra.port': { ...int, default: 9042, validator: atLeast(1), documentation: 'Their port.' },
  'connect.cassandra.load.balancing.local.dc': {
    ...text,
    documentation: 'Data center to write to; that of the first host that answers by default.',
  },
  'connect.cassandra.load.balancing.policy': {
    ...text,
    documentation: 'Policy of the Java driver.',
    ignored: 'requests go to the nodes that own their rows, in the local data center',
  },
  'connect.cassandra.username': { ...text, documentation: 'User to connect as.' },
  'connect.cassandra.password': { ...secret, documentation: 'Their password.' },
  'connect.cassandra.auth.username': { ...text, documentation: 'The newer form of connect.cassandra.username.' },
  'connect.cassandra.auth.password': { ...secret, documentation: 'The newer form of connect.cassandra.password.' },
  'connect.cassandra.auth.provider': {
    ...text,
    default: 'None',
    validator: oneOfIgnoringCase('None', 'PLAIN'),
    documentation: 'None or PLAIN; Kerberos is not supported.',
  },
  'connect.cassandra.consistency.level': {
    ...text,
    validator: oneOfIgnoringCase('', ...levels),
    documentation: 'How many replicas must have a row; LOCAL_ONE by default.',
  },
  'connect.cassandra.default.value': {
    ...text,
    validator: oneOfIgnoringCase('', 'UNSET', 'NULL'),
    documentation: 'UNSET leaves columns as they are of which a record says nothing. They are deleted by default.',
  },
  'connect.cassandra.delete.enabled': {
    ...flag,
    documentation: 'Whether a record without a value deletes the row of its key.',
  },
  'connect.cassandra.delete.statement': {
    ...text,
    documentation:
      'DELETE FROM table WHERE a = ? AND b = ?: which columns the key is. Needed with connect.cassandra.delete.enabled.',
  },
  'connect.cassandra.delete.struct_flds': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'Fields of the key in the order of the delete statement; the whole key by default.',
    group,
  },
  'connect.cassandra.error.policy': {
    ...text,
    default: 'THROW',
    validator: oneOfIgnoringCase('THROW', 'RETRY', 'NOOP'),
    documentation:
      'NOOP logs bad records and leaves them out; otherwise they fail the task or go to the dead letter queue. A cluster that cannot be reached is waited for in any case.',
  },
  'connect.cassandra.ignore.errors.mode': {
    ...text,
    default: 'none',
    validator: oneOfIgnoringCase('none', 'all', 'driver'),
    documentation: 'As DataStax’s ignoreErrors.',
  },
  'connect.cassandra.max.retries': {
    ...int,
    default: 20,
    validator: atLeast(0),
    documentation: 'How often in a row a batch that failed for a cluster out of reach is tried again.',
  },
  'connect.cassandra.retry.interval': {
    ...int,
    default: 60_000,
    validator: atLeast(0),
    documentation: 'Milliseconds before it is tried again.',
  },
  'connect.cassandra.max.concurrent.requests': {
    ...int,
    default: 100,
    validator: atLeast(1),
    documentation: 'The most requests at one time.',
  },
  'connect.cassandra.max.batch.size': {
    ...int,
    default: 64,
    validator: atLeast(1),
    documentation: 'The most records of one partition of a table that go into one unlogged batch.',
  },
  'connect.cassandra.connection.pool.size': {
    ...int,
    default: 2,
    validator: atLeast(1),
    documentation: 'Connections to each node.',
  },
  'connect.cassandra.query.timeout.ms': {
    ...int,
    default: 20_000,
    validator: atLeast(1),
    documentation: 'Milliseconds to wait for the answer to a request.',
  },
  'connect.cassandra.connect.timeout.ms': {
    ...int,
    default: 5000,
    validator: atLeast(1),
    documentation: 'The same for connections.',
  },
  'connect.cassandra.read.timeout.ms': {
    ...int,
    default: 12_000,
    documentation: 'The older form of connect.cassandra.query.timeout.ms.',
    ignored: 'connect.cassandra.query.timeout.ms counts',
  },
  'connect.cassandra.compression': {
    ...text,
    default: 'none',
    documentation: 'Compression of requests.',
    ignored: NO_COMPRESSION,
  },
  'connect.cassandra.ssl.enabled': { ...flag, documentation: 'Whether to connect with TLS.' },
  'connect.cassandra.ssl.provider': {
    ...text,
    documentation: 'Implementation of TLS.',
    ignored: 'there is one, that of Node.js',
  },
  'connect.cassandra.ssl.hostname.verification': {
    ...flag,
    default: true,
    documentation: 'Whether a node’s certificate must name it.',
  },
  'connect.cassandra.ssl.cipher.suites': { ...text, documentation: 'Ciphers to allow, as OpenSSL names them.' },
  'connect.cassandra.ssl.client.cert.auth': {
    ...flag,
    documentation: 'Whether to show a certificate.',
    ignored: 'one is shown if there is one',
  },
  'connect.cassandra.trust.store.path': {
    ...text,
    validator: notJks,
    documentation: 'PEM file of the certificates to trust.',
  },
  'connect.cassandra.trust.store.password': {
    ...secret,
    documentation: 'Password of the trust store.',
    ignored: 'PEM files of certificates have none',
  },
  'connect.cassandra.trust.store.type': {
    ...text,
    documentation: 'Type of the trust store.',
    ignored: 'it is a PEM file',
  },
  'connect.cassandra.key.store.path': {
    ...text,
    validator: notJks,
    documentation: 'PKCS#12 or PEM file with certificate and key to show to nodes.',
  },
  'connect.cassandra.key.store.password': { ...secret, documentation: 'Its password.' },
  'connect.cassandra.key.store.type': { ...text, documentation: 'Type of the key store.', ignored: 'the file tells' },
  'connect.cassandra.threadpool.size': {
    ...int,
    default: 0,
    documentation: 'How many threads write.',
    ignored: 'there are no threads',
  },
  'connect.cassandra.mapping.collection.to.json': {
    ...flag,
    default: true,
    documentation: 'Whether a source writes collections as JSON.',
    ignored: 'a key of the source',
  },
  'connect.progress.enabled': {
    ...flag,
    documentation: 'Whether progress is logged.',
    ignored: 'the worker has metrics',
  },
  'connect.cassandra.host': { ...text, documentation: 'An older form of connect.cassandra.contact.points.' },
});
