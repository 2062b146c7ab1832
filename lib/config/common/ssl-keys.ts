import { type ConfigDef, defineConfig } from '../config-def.ts';
import { check, oneOf } from '../validators.ts';

const JVM = 'it sets up the TLS of a Java virtual machine';
const CONVERT =
  'Only PEM files can be read here. Convert the store, such as by: keytool -importkeystore to PKCS12, then openssl pkcs12 -nodes';

const pemType = check('PEM', (type) => (type.toUpperCase() === 'PEM' ? null : CONVERT));
const pemFile = check('a PEM file', (file) =>
  /\.(jks|p12|pfx|bcfks|keystore|truststore)$/i.test(file) ? CONVERT : null,
);

/** Keys of `SslConfigs.addClientSslSupport`; stores are in PEM (KIP-651). */
export const sslKeys = defineConfig({
  'ssl.truststore.type': {
    type: 'STRING',
    default: 'PEM',
    importance: 'MEDIUM',
    validator: pemType,
    documentation: 'Format of the trust store; only PEM can be read here.',
  },
  'ssl.truststore.location': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    validator: pemFile,
    documentation: 'File of the certificates that the server is trusted by; without it, those that Node.js trusts.',
  },
  'ssl.truststore.certificates': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'These certificates themselves.',
  },
  'ssl.truststore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Password of the trust store.',
    ignored: 'a trust store in PEM has none',
  },
  'ssl.keystore.type': {
    type: 'STRING',
    default: 'PEM',
    importance: 'MEDIUM',
    validator: pemType,
    documentation: 'Format of the key store; only PEM can be read here.',
  },
  'ssl.keystore.location': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    validator: pemFile,
    documentation: 'File of our key and certificates, for servers that ask for them.',
  },
  'ssl.keystore.key': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Our key itself.',
  },
  'ssl.keystore.certificate.chain': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Our certificates themselves.',
  },
  'ssl.keystore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Password of the key store.',
    ignored: 'a key store in PEM has none: ssl.key.password is that of the key',
  },
  'ssl.key.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Password of our key.',
  },
  'ssl.endpoint.identification.algorithm': {
    type: 'STRING',
    default: 'https',
    importance: 'LOW',
    validator: oneOf('https', ''),
    documentation: "Empty to accept a certificate that is not of the server's host.",
  },
  'ssl.protocol': {
    type: 'STRING',
    default: 'TLSv1.3',
    importance: 'MEDIUM',
    documentation: 'Protocol of TLS.',
    ignored: JVM,
  },
  'ssl.provider': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Provider of TLS.',
    ignored: JVM,
  },
  'ssl.enabled.protocols': {
    type: 'LIST',
    default: ['TLSv1.2', 'TLSv1.3'],
    importance: 'MEDIUM',
    documentation: 'Protocols that are accepted.',
    ignored: JVM,
  },
  'ssl.cipher.suites': {
    type: 'LIST',
    default: null,
    importance: 'LOW',
    documentation: 'Ciphers that are accepted.',
    ignored: JVM,
  },
  'ssl.keymanager.algorithm': {
    type: 'STRING',
    default: 'SunX509',
    importance: 'LOW',
    documentation: 'Algorithm of the key manager.',
    ignored: JVM,
  },
  'ssl.trustmanager.algorithm': {
    type: 'STRING',
    default: 'PKIX',
    importance: 'LOW',
    documentation: 'Algorithm of the trust manager.',
    ignored: JVM,
  },
  'ssl.secure.random.implementation': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Source of random numbers.',
    ignored: JVM,
  },
  'ssl.engine.factory.class': {
    type: 'CLASS',
    default: null,
    importance: 'LOW',
    documentation: 'Class that makes engines of TLS.',
    ignored: JVM,
  },
});

/** Keys under a prefix, in one group; follows `ConfigDef.embed`. */
export const embedded = <const D extends ConfigDef, const P extends string>(
  prefix: P,
  group: string,
  def: D,
): { readonly [K in keyof D & string as `${P}${K}`]: D[K] } =>
  // Object.fromEntries cannot express keys that are renamed one by one.
  Object.fromEntries(Object.entries(def).map(([name, key]) => [`${prefix}${name}`, { ...key, group }])) as {
    readonly [K in keyof D & string as `${P}${K}`]: D[K];
  };
