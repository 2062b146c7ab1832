import { defineConfig } from '../../config/config-def.ts';

/** Why these settings of Java's TLS engine are accepted and dropped. */
const nodeDecides = "Node's TLS decides, which speaks TLS 1.2 and 1.3";

/** Logging in and TLS; follows `org.apache.kafka.common.config.SaslConfigs` and `SslConfigs`. */
export const securityConfig = defineConfig({
  'sasl.mechanism': {
    type: 'STRING',
    default: 'GSSAPI',
    importance: 'MEDIUM',
    documentation: 'PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or AWS_MSK_IAM.',
  },
  'sasl.jaas.config': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The login module and its options, such as `…PlainLoginModule required username="a" password="b";`.',
  },
  'ssl.truststore.type': {
    type: 'STRING',
    default: 'JKS',
    importance: 'MEDIUM',
    documentation: 'PEM; the key stores of Java cannot be read.',
  },
  'ssl.truststore.location': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'A file with the certificates to trust; without it, those that Node trusts.',
  },
  'ssl.truststore.certificates': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'The certificates to trust, as PEM.',
  },
  'ssl.truststore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'The password of the trust store.',
    ignored: 'a PEM trust store has none',
  },
  'ssl.keystore.type': {
    type: 'STRING',
    default: 'JKS',
    importance: 'MEDIUM',
    documentation: 'PEM; the key stores of Java cannot be read.',
  },
  'ssl.keystore.location': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: "A file with the client's private key and certificate chain.",
  },
  'ssl.keystore.key': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: "The client's private key, as PEM.",
  },
  'ssl.keystore.certificate.chain': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: "The client's certificate chain, as PEM.",
  },
  'ssl.keystore.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'The password of the key store.',
    ignored: 'a PEM key store has none; an encrypted key takes ssl.key.password',
  },
  'ssl.key.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'The password of the private key, if it is encrypted.',
  },
  'ssl.endpoint.identification.algorithm': {
    type: 'STRING',
    default: 'https',
    importance: 'LOW',
    documentation: "Whether the broker's certificate must name its host; empty for not.",
  },
  'ssl.protocol': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The TLS version.',
    ignored: nodeDecides,
  },
  'ssl.enabled.protocols': {
    type: 'LIST',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The TLS versions to offer.',
    ignored: nodeDecides,
  },
  'ssl.cipher.suites': {
    type: 'LIST',
    default: null,
    importance: 'LOW',
    documentation: 'The cipher suites to offer.',
    ignored: nodeDecides,
  },
  'ssl.provider': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: "Java's security provider.",
    ignored: 'there is no Java here',
  },
  'sasl.client.callback.handler.class': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: "Java's callback handler.",
    ignored: 'the mechanism says it all',
  },
});
