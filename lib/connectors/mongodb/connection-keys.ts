import { defineConfig } from '../../config/config-def.ts';
import { check } from '../../config/validators.ts';
import { connectionString, exactEnumerator, orEmpty } from './validators.ts';

const notSupported = check('An empty string', (value) =>
  value === ''
    ? null
    : 'Java’s key stores are not read here: give PEM files as tlsCAFile and tlsCertificateKeyFile in connection.uri',
);

const ssl = { default: '', importance: 'MEDIUM', group: 'SSL', width: 'MEDIUM', validator: notSupported } as const;
const api = { importance: 'MEDIUM', group: 'Server Api', width: 'MEDIUM' } as const;

/** How to reach MongoDB: the keys that source and sink share. */
export const connectionKeys = (defaultUri: string) =>
  defineConfig({
    'connection.uri': {
      type: 'PASSWORD',
      default: defaultUri,
      validator: connectionString,
      importance: 'HIGH',
      documentation: 'Connection string of the deployment, with credentials and options as all drivers take them.',
      group: 'Connection',
      width: 'MEDIUM',
      displayName: 'MongoDB Connection URI',
    },
    'server.api.version': {
      type: 'STRING',
      default: '',
      validator: orEmpty(exactEnumerator('1')),
      documentation: 'Version of the stable API that commands are declared for. None is declared when empty.',
      displayName: 'The server API version',
      ...api,
    },
    'server.api.deprecation.errors': {
      type: 'BOOLEAN',
      default: false,
      documentation: 'Whether the server refuses what is deprecated in that version of its API.',
      displayName: 'Deprecation errors',
      ...api,
    },
    'server.api.strict': {
      type: 'BOOLEAN',
      default: false,
      documentation: 'Whether the server refuses what is not part of that version of its API.',
      displayName: 'Strict',
      ...api,
    },
    'connection.ssl.truststore': {
      type: 'STRING',
      documentation: 'Java key store with the certificates to trust. Not read here.',
      displayName: 'The path to the truststore',
      ...ssl,
    },
    'connection.ssl.truststorePassword': {
      type: 'PASSWORD',
      documentation: 'Password of the trust store. Not used here.',
      displayName: 'The truststore password',
      ...ssl,
    },
    'connection.ssl.keystore': {
      type: 'STRING',
      documentation: 'Java key store with the certificate to show. Not read here.',
      displayName: 'The path to the keystore',
      ...ssl,
    },
    'connection.ssl.keystorePassword': {
      type: 'PASSWORD',
      documentation: 'Password of the key store. Not used here.',
      displayName: 'The keystore password',
      ...ssl,
    },
  });
