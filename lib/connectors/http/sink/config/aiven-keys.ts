import { defineConfig } from '../../../../config/config-def.ts';
import { atLeast, oneOfIgnoringCase } from '../../../../config/validators.ts';
import { httpUrl, refused } from '../../validators.ts';

const JKS =
  'Aiven’s trust store is in JKS, which cannot be read here: use https.ssl.truststore.location with a PEM file';
const NAMES = 'names of the form’s fields cannot be changed';

/** Keys of Aiven's HTTP sink that Confluent's does not have, or has under another name. */
export const aivenKeys = defineConfig({
  'http.url': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    validator: httpUrl,
    documentation: 'Aiven’s name of http.api.url.',
    internal: true,
  },
  'http.authorization.type': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    validator: oneOfIgnoringCase('none', 'static', 'oauth2'),
    documentation: 'Aiven’s auth.type; static sends http.headers.authorization.',
    internal: true,
  },
  'http.headers.authorization': {
    type: 'PASSWORD',
    default: null,
    importance: 'MEDIUM',
    documentation: 'The header Authorization, with http.authorization.type=static.',
    internal: true,
  },
  'http.headers.content.type': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'The header Content-Type.',
    internal: true,
  },
  'http.headers.additional': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    documentation: 'Further headers, as name:value.',
    internal: true,
  },
  'http.timeout': {
    type: 'INT',
    default: null,
    importance: 'LOW',
    validator: atLeast(1),
    documentation: 'Aiven’s http.request.timeout.ms, in seconds.',
    internal: true,
  },
  'http.ssl.trust.all.certs': {
    type: 'BOOLEAN',
    default: false,
    importance: 'LOW',
    documentation: 'Whether any certificate is trusted. Not for production.',
    internal: true,
  },
  'http.ssl.truststore.location': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: refused(JKS),
    documentation: 'Trust store in JKS.',
    internal: true,
  },
  'batching.enabled': {
    type: 'BOOLEAN',
    default: false,
    importance: 'HIGH',
    documentation: 'Under Aiven’s class name, whether a request may take several records.',
    internal: true,
  },
  'kafka.retry.backoff.ms': {
    type: 'LONG',
    default: null,
    importance: 'MEDIUM',
    validator: atLeast(0),
    documentation: 'Set to have a batch whose requests failed handed back, to come again after so many milliseconds.',
    internal: true,
  },
  'decimal.format': {
    type: 'STRING',
    default: 'BASE64',
    importance: 'LOW',
    validator: oneOfIgnoringCase('BASE64', 'NUMERIC'),
    documentation: 'How decimals are written in JSON: as their bytes, or as numbers.',
    internal: true,
  },
  'oauth2.access.token.url': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    validator: httpUrl,
    documentation: 'Aiven’s name of oauth2.token.url.',
    internal: true,
  },
  'oauth2.client.authorization.mode': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    validator: oneOfIgnoringCase('HEADER', 'URL'),
    documentation: 'Aiven’s name of oauth2.client.auth.mode.',
    internal: true,
  },
  'oauth2.response.token.property': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Aiven’s name of oauth2.token.property.',
    internal: true,
  },
  'oauth2.request.grant.type.property': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: refused(NAMES),
    documentation: 'Name of the field of the grant’s type.',
    internal: true,
  },
  'oauth2.request.client.id.property': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    validator: refused(NAMES),
    documentation: 'Name of the field of the client.',
    internal: true,
  },
});
