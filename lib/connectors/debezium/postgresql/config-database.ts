import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, between, check, oneOf } from '../../../config/validators.ts';
import { onlyAllows } from '../config/validators.ts';
import { replicaIdentityProblem } from './replica-identity.ts';

const group = 'Postgres';

/** The connection, the slot and the publication. */
export const databaseConfig = defineConfig({
  'database.hostname': {
    type: 'STRING',
    importance: 'HIGH',
    documentation: 'Host of the server.',
    group,
  },
  'database.port': {
    type: 'INT',
    default: 5432,
    validator: between(1, 65_535),
    importance: 'HIGH',
    documentation: 'Port of the server.',
    group,
  },
  'database.user': {
    type: 'STRING',
    importance: 'HIGH',
    documentation: 'User, with the right REPLICATION and SELECT on the captured tables.',
    group,
  },
  'database.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'The user’s password.',
    group,
  },
  'database.dbname': {
    type: 'STRING',
    importance: 'HIGH',
    documentation: 'The database to capture.',
    group,
  },
  'database.query.timeout.ms': {
    type: 'INT',
    default: 600000,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long a query may take, in milliseconds; 0 for no limit.',
    group,
  },
  'database.initial.statements': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Statements to execute on each connection for queries; a semicolon in one is written twice.',
    group,
  },
  'database.sslmode': {
    type: 'STRING',
    default: 'prefer',
    validator: oneOf('disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'),
    importance: 'MEDIUM',
    documentation: 'Whether connections use TLS, and what of the server is verified.',
    group,
  },
  'database.sslcert': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'File with the client’s certificate (PEM).',
    group,
  },
  'database.sslkey': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation:
      'File with the client’s key: PEM, PKCS#8 as DER (.pk8), or PKCS#12 with the certificate (.p12, .pfx).',
    group,
  },
  'database.sslpassword': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Password of the client’s key.',
    group,
  },
  'database.sslrootcert': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'File with the certificates to verify the server against (PEM).',
    group,
  },
  'database.sslfactory': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Java class that makes TLS sockets.',
    group,
    ignored: 'there is no JVM: database.sslmode decides',
  },
  'database.tcpKeepAlive': {
    type: 'BOOLEAN',
    default: true,
    importance: 'MEDIUM',
    documentation: 'Whether connections are kept alive by TCP.',
    group,
  },
  'plugin.name': {
    type: 'STRING',
    default: 'pgoutput',
    validator: onlyAllows(
      'pgoutput',
      'only pgoutput is supported, which every server since version 10 has and which gives the same events',
    ),
    importance: 'MEDIUM',
    documentation: 'The server’s output plug-in: pgoutput, which every server has.',
    group,
  },
  'slot.name': {
    type: 'STRING',
    default: 'debezium',
    validator: check('lower-case letters, digits and underscores', (value) =>
      /^[a-z0-9_]{1,63}$/.test(value)
        ? null
        : 'it may contain lower-case letters, digits and underscores only, 63 at most',
    ),
    importance: 'MEDIUM',
    documentation: 'Replication slot, of this connector alone. It is created when there is none.',
    group,
  },
  'slot.drop.on.stop': {
    type: 'BOOLEAN',
    default: false,
    validator: onlyAllows(
      false,
      'runs end all the time, and the slot must outlive them: drop it by hand after the connector was deleted (SELECT pg_drop_replication_slot(…))',
    ),
    importance: 'MEDIUM',
    documentation: 'Whether the slot goes when the connector stops.',
    group,
  },
  'slot.failover': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether a new slot is synchronised to standbys (PostgreSQL 17).',
    group,
  },
  'slot.stream.params': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Further parameters of the plug-in, such as origin=none; separated by semicolons.',
    group,
  },
  'slot.max.retries': {
    type: 'INT',
    default: 6,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How often to try when another session reads the slot, each time for slot.retry.delay.ms.',
    group,
  },
  'slot.retry.delay.ms': {
    type: 'LONG',
    default: 10000,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'See slot.max.retries.',
    group,
  },
  'publication.name': {
    type: 'STRING',
    default: 'dbz_publication',
    importance: 'MEDIUM',
    documentation: 'Publication to read.',
    group,
  },
  'publication.autocreate.mode': {
    type: 'STRING',
    default: 'all_tables',
    validator: oneOf('disabled', 'all_tables', 'filtered', 'no_tables'),
    importance: 'MEDIUM',
    documentation:
      'What publication is created when there is none: of all tables, of those that the filters name (and kept up to date with them), of no tables, or none at all.',
    group,
  },
  'publish.via.partition.root': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether changes of partitions are told as those of their partitioned table.',
    group,
  },
  'replica.identity.autoset.values': {
    type: 'STRING',
    default: null,
    validator: check('<table>:<identity>[,…]', replicaIdentityProblem),
    importance: 'MEDIUM',
    documentation:
      'Replica identities to set, as <table>:<FULL|DEFAULT|NOTHING|INDEX name>,…, tables as expressions for schema.table.',
    group,
  },
  'status.update.interval.ms': {
    type: 'INT',
    default: 10000,
    validator: atLeast(1),
    importance: 'MEDIUM',
    documentation: 'How often to tell the server that the connector lives, in milliseconds.',
    group,
  },
  'flush.lsn.source': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation:
      'Whether positions are confirmed to the server once their offsets are stored. If not, somebody else must do it.',
    group,
  },
  'lsn.flush.mode': {
    type: 'STRING',
    default: null,
    validator: oneOf('connector', 'manual', 'connector_and_driver'),
    importance: 'LOW',
    documentation:
      'What is confirmed to the server: connector, positions whose offsets are stored; connector_and_driver, also the server’s own position while nothing is captured, so that an idle slot holds no log without heartbeats; manual, nothing.',
    group,
  },
  'lsn.flush.timeout.ms': {
    type: 'LONG',
    default: 30000,
    importance: 'MEDIUM',
    documentation: 'How long a confirmation may take.',
    group,
    ignored: 'a confirmation is a message without an answer',
  },
  'lsn.flush.timeout.action': {
    type: 'STRING',
    default: 'fail',
    validator: oneOf('fail', 'warn', 'ignore'),
    importance: 'MEDIUM',
    documentation: 'What a late confirmation does.',
    group,
    ignored: 'a confirmation is a message without an answer',
  },
  'xmin.fetch.interval.ms': {
    type: 'LONG',
    default: 0,
    validator: onlyAllows(0, 'source.xmin is not filled: leave it 0'),
    importance: 'MEDIUM',
    documentation: 'How often the slot’s xmin is read for source.xmin.',
    group,
  },
});
