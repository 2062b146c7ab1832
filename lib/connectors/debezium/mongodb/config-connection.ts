import { defineConfig } from '../../../config/config-def.ts';
import { atLeast } from '../../../config/validators.ts';
import { keyStore, onlyAllows, pemStore } from '../config/validators.ts';
import { connectionString } from './connection-string.ts';

const group = 'MongoDB';
const FROM_CONTENT = 'the form of a store shows in its content';

/** The deployment and how to log in. */
export const connectionConfig = defineConfig({
  'mongodb.connection.string': {
    type: 'PASSWORD',
    validator: connectionString,
    importance: 'HIGH',
    documentation:
      'The deployment, as mongodb://host[:port][,…]/[?option=value&…] or mongodb+srv://…; the driver’s options are allowed, tlsCAFile and tlsCertificateKeyFile (PEM) among them. Hidden, since it may hold a password.',
    group,
  },
  'mongodb.user': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'User, where the connection string names none; needs read on the captured databases.',
    group,
  },
  'mongodb.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'The user’s password.',
    group,
  },
  'mongodb.authsource': {
    type: 'STRING',
    default: 'admin',
    importance: 'MEDIUM',
    documentation: 'The database that knows the user.',
    group,
  },
  'mongodb.authentication.class': {
    type: 'STRING',
    default: 'io.debezium.connector.mongodb.connection.DefaultMongoDbAuthProvider',
    validator: onlyAllows(
      'io.debezium.connector.mongodb.connection.DefaultMongoDbAuthProvider',
      'other providers are Java classes, which cannot run here: set authMechanism in mongodb.connection.string',
    ),
    importance: 'MEDIUM',
    documentation:
      'Provider of credentials, which is a Java class; here the driver’s own: authMechanism in the string.',
    group,
  },
  'mongodb.connect.timeout.ms': {
    type: 'INT',
    default: 10000,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long a connection may take, in milliseconds.',
    group,
  },
  'mongodb.heartbeat.frequency.ms': {
    type: 'INT',
    default: 10000,
    validator: atLeast(500),
    importance: 'LOW',
    documentation: 'How often the driver looks for the members of the deployment, in milliseconds.',
    group,
  },
  'mongodb.socket.timeout.ms': {
    type: 'INT',
    default: 0,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long an answer may take, in milliseconds; 0 for no limit.',
    group,
  },
  'mongodb.server.selection.timeout.ms': {
    type: 'INT',
    default: 30000,
    validator: atLeast(0),
    importance: 'LOW',
    documentation: 'How long to look for a member that can be read, in milliseconds.',
    group,
  },
  'mongodb.poll.interval.ms': {
    type: 'LONG',
    default: 30000,
    importance: 'MEDIUM',
    documentation: 'How often to look for changes of the replica sets.',
    group,
    ignored: 'one change stream covers the deployment, shards included',
  },
  'mongodb.ssl.enabled': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether connections use TLS; tls=true in the connection string is the same.',
    group,
  },
  'mongodb.ssl.invalid.hostname.allowed': {
    type: 'BOOLEAN',
    default: false,
    importance: 'MEDIUM',
    documentation: 'Whether the server’s certificate may name another host.',
    group,
  },
  'mongodb.ssl.keystore': {
    type: 'STRING',
    default: null,
    validator: keyStore,
    importance: 'MEDIUM',
    documentation:
      'File with the client’s certificate and key, in PEM or PKCS#12; tlsCertificateKeyFile in the connection string is the same for PEM.',
    group,
  },
  'mongodb.ssl.keystore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Password of that file.',
    group,
  },
  'mongodb.ssl.keystore.type': {
    type: 'STRING',
    default: 'PKCS12',
    importance: 'MEDIUM',
    documentation: 'Type of the key store.',
    group,
    ignored: FROM_CONTENT,
  },
  'mongodb.ssl.truststore': {
    type: 'STRING',
    default: null,
    validator: pemStore,
    importance: 'MEDIUM',
    documentation:
      'File with the certificates to verify the server against (PEM); tlsCAFile in the connection string is the same.',
    group,
  },
  'mongodb.ssl.truststore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Password of the trust store.',
    group,
    ignored: 'PEM files of certificates have none',
  },
  'mongodb.ssl.truststore.type': {
    type: 'STRING',
    default: 'PKCS12',
    importance: 'MEDIUM',
    documentation: 'Type of the trust store.',
    group,
    ignored: FROM_CONTENT,
  },
});
