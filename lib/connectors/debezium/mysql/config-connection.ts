import { defineConfig } from '../../../config/config-def.ts';
import { atLeast, between } from '../../../config/validators.ts';
import { pemStore, unset } from '../config/validators.ts';

const group = 'Connection';
const NO_JVM = 'there is no JVM and no JDBC';

/** How the server is reached. */
export const connectionConfig = defineConfig({
  'database.hostname': {
    type: 'STRING',
    importance: 'HIGH',
    documentation: 'Host of the server.',
    group,
  },
  'database.port': {
    type: 'INT',
    default: 3306,
    validator: between(1, 65_535),
    importance: 'HIGH',
    documentation: 'Port of the server.',
    group,
  },
  'database.user': {
    type: 'STRING',
    importance: 'HIGH',
    documentation:
      'User, with the rights SELECT, RELOAD, SHOW DATABASES, REPLICATION SLAVE and REPLICATION CLIENT; LOCK TABLES where RELOAD cannot be had.',
    group,
  },
  'database.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'The user’s password.',
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
  'database.server.id': {
    type: 'LONG',
    validator: between(1, 4_294_967_295),
    importance: 'HIGH',
    documentation:
      'Number by which the server knows the connector as a replica; no other replica or connector of the server may have it.',
    group,
  },
  'database.server.id.offset': {
    type: 'LONG',
    default: 10000,
    importance: 'HIGH',
    documentation: 'What is added for further clients of the same connector.',
    group,
    ignored: 'one client reads the log',
  },
  'database.ssl.keystore': {
    type: 'STRING',
    default: null,
    validator: pemStore,
    importance: 'MEDIUM',
    documentation: 'File with the client’s certificate and key, one behind the other (PEM).',
    group,
  },
  'database.ssl.keystore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Password of the client’s key.',
    group,
  },
  'database.ssl.truststore': {
    type: 'STRING',
    default: null,
    validator: pemStore,
    importance: 'MEDIUM',
    documentation: 'File with the certificates to verify the server against (PEM).',
    group,
  },
  'database.ssl.truststore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Password of the file with certificates.',
    group,
    ignored: 'PEM files of certificates have none',
  },
  'database.jdbc.driver': {
    type: 'CLASS',
    default: 'com.mysql.cj.jdbc.Driver',
    importance: 'LOW',
    documentation: 'JDBC driver.',
    group,
    ignored: NO_JVM,
  },
  'database.protocol': {
    type: 'STRING',
    default: 'jdbc:mysql',
    importance: 'LOW',
    documentation: 'What JDBC addresses begin with.',
    group,
    ignored: NO_JVM,
  },
  'connect.timeout.ms': {
    type: 'INT',
    default: 30000,
    validator: atLeast(1),
    importance: 'MEDIUM',
    documentation: 'How long connecting may take, in milliseconds.',
    group,
  },
  'connect.keep.alive': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation:
      'Whether the server is asked for signs of life while its log is idle; without them the connection is given up.',
    group,
  },
  'connect.keep.alive.interval.ms': {
    type: 'LONG',
    default: 60000,
    validator: atLeast(1),
    importance: 'LOW',
    documentation: 'How often to ask for them, in milliseconds.',
    group,
  },
  'use.nongraceful.disconnect': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether sockets are closed without waiting.',
    group,
    ignored: 'the connection that reads the log always is',
  },
  'min.row.count.to.stream.results': {
    type: 'INT',
    default: 1000,
    importance: 'LOW',
    documentation: 'From how many rows on results are streamed.',
    group,
    ignored: 'results of snapshots always are',
  },
  'database.socketFactory': {
    type: 'STRING',
    default: null,
    validator: unset('socket factories are Java classes, which cannot run here'),
    importance: 'LOW',
    documentation: 'Java class that makes sockets.',
    group,
    internal: true,
  },
});
