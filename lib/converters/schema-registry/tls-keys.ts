import { defineConfig } from '../../config/config-def.ts';
import { oneOf } from '../../config/validators.ts';

const JVM = 'it sets up the TLS of a Java virtual machine';
const pem = oneOf('PEM');

/** TLS towards the registry; follows Kafka's `SslConfigs` under `schema.registry.`, stores in PEM (KIP-651). */
export const tlsKeys = defineConfig({
  'schema.registry.ssl.truststore.type': {
    type: 'STRING',
    default: 'PEM',
    importance: 'MEDIUM',
    validator: pem,
    documentation: 'Format of the trust store; only PEM can be read here.',
  },
  'schema.registry.ssl.truststore.location': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'File of the certificates that the registry is trusted by.',
  },
  'schema.registry.ssl.truststore.certificates': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'These certificates themselves.',
  },
  'schema.registry.ssl.truststore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Password of the trust store.',
    ignored: 'a trust store in PEM has none',
  },
  'schema.registry.ssl.keystore.type': {
    type: 'STRING',
    default: 'PEM',
    importance: 'MEDIUM',
    validator: pem,
    documentation: 'Format of the key store; only PEM can be read here.',
  },
  'schema.registry.ssl.keystore.location': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'File of our key and certificates.',
  },
  'schema.registry.ssl.keystore.key': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Our key itself.',
  },
  'schema.registry.ssl.keystore.certificate.chain': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Our certificates themselves.',
  },
  'schema.registry.ssl.keystore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Password of the key store.',
    ignored: 'a key store in PEM has none: schema.registry.ssl.key.password is that of the key',
  },
  'schema.registry.ssl.key.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Password of our key.',
  },
  'schema.registry.ssl.endpoint.identification.algorithm': {
    type: 'STRING',
    default: 'https',
    importance: 'LOW',
    validator: oneOf('https', ''),
    documentation: "Empty to accept a certificate that is not of the registry's host.",
  },
  'schema.registry.ssl.protocol': {
    type: 'STRING',
    default: 'TLSv1.3',
    importance: 'MEDIUM',
    documentation: 'Protocol of TLS.',
    ignored: JVM,
  },
  'schema.registry.ssl.provider': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Provider of TLS.',
    ignored: JVM,
  },
  'schema.registry.ssl.enabled.protocols': {
    type: 'LIST',
    default: ['TLSv1.2', 'TLSv1.3'],
    importance: 'MEDIUM',
    documentation: 'Protocols that are accepted.',
    ignored: JVM,
  },
  'schema.registry.ssl.cipher.suites': {
    type: 'LIST',
    default: null,
    importance: 'LOW',
    documentation: 'Ciphers that are accepted.',
    ignored: JVM,
  },
});
