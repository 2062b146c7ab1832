import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { invalidValue } from '../config/invalid-value.ts';
import { parseConfig } from '../config/parse-config.ts';
import { oneOf, type Validator } from '../config/validators.ts';
import type { RawConfig } from '../connect/connector.ts';

/** Of the worker itself, then of its https listeners, which count more. */
const HTTPS_PREFIX = 'listeners.https.';

export const BASIC_AUTH = 'org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension';

const onlyBasicAuth: Validator<readonly string[]> = {
  description: `[${BASIC_AUTH}]`,
  ensureValid: (name, value) => {
    const other = Array.isArray(value) ? value.find((one) => one !== BASIC_AUTH) : undefined;
    if (other !== undefined) throw invalidValue(name, other, `There is no extension here but ${BASIC_AUTH}`);
  },
};

/** The keys of the REST server, which a worker in one process has; follows `RestServerConfig`. */
const restConfigDef = defineConfig({
  listeners: {
    type: 'LIST',
    default: ['http://127.0.0.1:8083'],
    importance: 'LOW',
    documentation:
      'Where the REST API listens, `http://host:port` or `https://host:port` each. Only this machine by default; an empty host is all addresses.',
  },
  'admin.listeners': {
    type: 'LIST',
    default: null,
    importance: 'LOW',
    documentation:
      'Where `/admin/loggers` is served: on the listeners by default, on none when empty, else on these addresses only.',
  },
  'rest.advertised.host.name': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Host name that others reach this worker by.',
  },
  'rest.advertised.port': {
    type: 'INT',
    default: null,
    importance: 'LOW',
    documentation: 'Port that others reach this worker by.',
  },
  'rest.advertised.listener': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: 'Which listener others reach this worker by: `http` or `https`; the first by default.',
    validator: oneOf('http', 'https'),
  },
  'rest.extension.classes': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    documentation: `What guards the REST API; \`${BASIC_AUTH}\` is the one there is.`,
    validator: onlyBasicAuth,
  },
  'rest.basic.auth.users.file': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation:
      'File of the users that basic authentication lets in, `user=password` a line: the `file` of Kafka Connect’s PropertyFileLoginModule.',
  },
  'access.control.allow.origin': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    documentation: 'Origins whose pages may use the REST API, such as `https://ui.example`; `*` for all.',
  },
  'access.control.allow.methods': {
    type: 'LIST',
    default: [],
    importance: 'LOW',
    documentation: 'Methods that pages of those origins may use; GET, POST and HEAD by default.',
  },
  'response.http.headers.config': {
    type: 'STRING',
    default: '',
    importance: 'LOW',
    documentation:
      'Headers of every answer, a list of `[set|add|setDate|addDate] name:value`, each in double quotes where it holds a comma.',
  },
  'ssl.keystore.type': {
    type: 'STRING',
    default: 'PEM',
    importance: 'MEDIUM',
    documentation: 'Format of the key and certificate of https listeners: PEM.',
    validator: oneOf('PEM'),
  },
  'ssl.keystore.location': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'File with the private key and the certificate chain of https listeners.',
  },
  'ssl.key.password': {
    type: 'PASSWORD',
    default: null,
    importance: 'HIGH',
    documentation: 'Password of the private key.',
  },
  'ssl.truststore.location': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'File with the certificates that clients’ certificates are checked against.',
  },
  'ssl.client.auth': {
    type: 'STRING',
    default: 'none',
    importance: 'LOW',
    documentation: 'Whether clients have to, may or need not show a certificate.',
    validator: oneOf('required', 'requested', 'none'),
  },
});

export type RestConfig = ConfigOf<typeof restConfigDef>;

const ownSsl = (raw: RawConfig): RawConfig =>
  Object.fromEntries(
    Object.entries(raw)
      .filter(([key]) => key.startsWith(HTTPS_PREFIX))
      .map(([key, value]) => [key.slice(HTTPS_PREFIX.length), value]),
  );

/** Without an https listener the `ssl.` keys are those of Kafka's clients, and none of the REST server's business. */
const withoutSsl = (raw: RawConfig): RawConfig =>
  Object.fromEntries(Object.entries(raw).filter(([key]) => !key.startsWith('ssl.')));

/** @throws ConfigError for the first key that is wrong. */
export const parseRestConfig = (raw: RawConfig): RestConfig => {
  const isSecure = /https:/i.test(`${raw.listeners} ${raw['admin.listeners']}`);
  return parseConfig(restConfigDef, isSecure ? { ...raw, ...ownSsl(raw) } : withoutSsl(raw));
};
