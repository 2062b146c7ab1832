import { embedded, sslKeys } from '../../../config/common/ssl-keys.ts';
import { defineConfig } from '../../../config/config-def.ts';
import { oneOfIgnoringCase } from '../../../config/validators.ts';
import { refused } from './validators.ts';

const KERBEROS = 'Kerberos is not supported: use connection.username and connection.password, or connection.api.key';

/** TLS, and what is not there. Aiven's keys of TLS are under `connection.`, Confluent's under `elastic.https.`. */
export const securityKeys = defineConfig({
  'elastic.security.protocol': {
    type: 'STRING',
    default: 'PLAINTEXT',
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase('PLAINTEXT', 'SSL'),
    documentation: 'SSL has the keys of elastic.https.* count. Whether TLS is used is for the URLs to say.',
    group: 'Security',
    width: 'SHORT',
    displayName: 'Security protocol',
    recommender: { validValues: () => ['PLAINTEXT', 'SSL'] },
  },
  ...embedded('elastic.https.', 'Security', sslKeys),
  'kerberos.user.principal': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: refused(KERBEROS),
    documentation: 'User of Kerberos.',
    group: 'Kerberos',
    width: 'LONG',
    displayName: 'Kerberos User Principal',
  },
  'kerberos.keytab.path': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: refused(KERBEROS),
    documentation: 'File of the user’s key.',
    group: 'Kerberos',
    width: 'LONG',
    displayName: 'Kerberos Keytab File Path',
  },
});
