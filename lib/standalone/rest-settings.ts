import { readFile } from 'node:fs/promises';
import type { TlsOptions } from 'node:tls';
import { invalidValue } from '../config/invalid-value.ts';
import { asError, ConfigError } from '../connect/errors.ts';
import type { HeaderRule } from '../rest/http/response-headers.ts';
import type { ServerOptions } from '../rest/rest-options.ts';
import { readProperties } from './connector-file.ts';
import type { RestConfig } from './rest-config.ts';

const USERS_FILE = 'rest.basic.auth.users.file';
const HEADERS = 'response.http.headers.config';

const readUsers = async (config: RestConfig): Promise<ReadonlyMap<string, string> | undefined> => {
  if (config['rest.extension.classes'].length === 0) return undefined;
  const file = config[USERS_FILE];
  if (file === null)
    throw new ConfigError(`Missing required configuration "${USERS_FILE}" which has no default value.`);
  return new Map(Object.entries(await readProperties(file)));
};

/** Parts between commas, but for commas in double quotes. */
const RULES = /"([^"]*)"|([^",]+)/g;
const RULE = /^(set|add|setDate|addDate)\s+([^\s:]+)\s*:\s*(.*)$/;

const isAction = (text: string | undefined): text is HeaderRule['action'] =>
  text === 'set' || text === 'add' || text === 'setDate' || text === 'addDate';

const headerRule = (text: string): HeaderRule => {
  const [, action, name = '', value = ''] = RULE.exec(text) ?? [];
  if (!isAction(action)) throw invalidValue(HEADERS, text, 'expected [set|add|setDate|addDate] name:value');
  if (action.endsWith('Date') && !/^-?\d+$/.test(value))
    throw invalidValue(HEADERS, text, 'the value of a date is milliseconds from now');
  return { action, name, value };
};

/** Reads `response.http.headers.config`. @throws ConfigError */
export const parseHeaderRules = (text: string): readonly HeaderRule[] =>
  [...text.matchAll(RULES)]
    .map(([, quoted, plain]) => (quoted ?? plain ?? '').trim())
    .filter(Boolean)
    .map(headerRule);

/** Jetty's default, which Kafka Connect keeps. */
const SIMPLE_METHODS = ['GET', 'POST', 'HEAD'];

const crossOrigin = (config: RestConfig): Pick<ServerOptions, 'crossOrigin'> => {
  const origins = config['access.control.allow.origin'].filter(Boolean);
  const methods = config['access.control.allow.methods'].filter(Boolean);
  return origins.length === 0
    ? {}
    : { crossOrigin: { origins, methods: methods.length === 0 ? SIMPLE_METHODS : methods } };
};

/** Who may come in and what every answer carries. @throws ConfigError */
export const serverOptions = async (
  config: RestConfig,
): Promise<Pick<ServerOptions, 'users' | 'crossOrigin' | 'responseHeaders'>> => {
  const users = await readUsers(config);
  const rules = parseHeaderRules(config[HEADERS]);
  return { ...(users && { users }), ...crossOrigin(config), ...(rules.length > 0 && { responseHeaders: rules }) };
};

const readPem = async (key: string, file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw invalidValue(key, file, `it cannot be read: ${asError(error).message}`);
  }
};

/** Key and certificate of https listeners. @throws ConfigError when there are none. */
export const tlsOptions = async (config: RestConfig): Promise<TlsOptions> => {
  const location = config['ssl.keystore.location'];
  if (location === null) throw new ConfigError('An https listener needs "ssl.keystore.location", a PEM file.');
  const pem = await readPem('ssl.keystore.location', location);
  const trusted = config['ssl.truststore.location'];
  const passphrase = config['ssl.key.password']?.value();
  return {
    key: pem,
    cert: pem,
    ...(passphrase !== undefined && { passphrase }),
    ...(trusted !== null && { ca: await readPem('ssl.truststore.location', trusted) }),
    requestCert: config['ssl.client.auth'] !== 'none',
    rejectUnauthorized: config['ssl.client.auth'] === 'required',
  };
};
