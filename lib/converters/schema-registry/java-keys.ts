import { defineConfig } from '../../config/config-def.ts';

const CLAIMS = 'claims of a token are checked by the registry, not by who sends it';
const NO_RULES = 'rules of data contracts are never loaded';
const JVM = 'it sets up the TLS of a Java virtual machine';

/** Keys of `AbstractKafkaSchemaSerDeConfig` that mean nothing outside of Java, or to a registry's client here. */
export const javaKeys = defineConfig({
  'propagate.schema.tags': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Copies tags from the version before.',
    ignored: 'tags are of the registry alone and change no record',
  },
  'rule.service.loader.enable': {
    type: 'BOOLEAN',
    default: true,
    importance: 'LOW',
    documentation: 'Finds executors of rules among the Java classes.',
    ignored: NO_RULES,
  },
  'schema.reflection': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Reads the fields of Java objects.',
    ignored: 'schemas come from Connect, not from Java objects',
  },
  'bearer.auth.scope.claim.name': {
    type: 'STRING',
    default: 'scope',
    importance: 'LOW',
    documentation: 'The claim of the token that holds its scope.',
    ignored: CLAIMS,
  },
  'bearer.auth.sub.claim.name': {
    type: 'STRING',
    default: 'sub',
    importance: 'LOW',
    documentation: 'The claim of the token that holds its subject.',
    ignored: CLAIMS,
  },
  'schema.registry.ssl.keymanager.algorithm': {
    type: 'STRING',
    default: 'SunX509',
    importance: 'LOW',
    documentation: 'Algorithm of the key manager.',
    ignored: JVM,
  },
  'schema.registry.ssl.trustmanager.algorithm': {
    type: 'STRING',
    default: 'PKIX',
    importance: 'LOW',
    documentation: 'Algorithm of the trust manager.',
    ignored: JVM,
  },
  'schema.registry.ssl.secure.random.implementation': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Source of random numbers.',
    ignored: JVM,
  },
});
