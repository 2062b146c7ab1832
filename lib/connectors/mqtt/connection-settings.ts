import type { ConfigOf } from '../../config/config-def.ts';
import type { ConfigProblem } from '../../connect/connector.ts';
import { asError, ConfigError } from '../../connect/errors.ts';
import type { Password } from '../../connect/password.ts';
import type { connectionKeys } from './connection-keys.ts';

type Config = ConfigOf<typeof connectionKeys>;

/** Where PEM texts are: files, or the texts themselves. */
export interface TlsSources {
  readonly ca: string | Password | null;
  readonly cert: string | Password | null;
  readonly key: string | Password | null;
  readonly passphrase: string;
}

/** How a task reaches its broker, whichever family of keys said so. */
export interface ConnectionSettings {
  readonly servers: readonly string[];
  readonly clientId: string;
  readonly username: string;
  readonly password: string;
  readonly isClean: boolean;
  readonly connectTimeoutMs: number;
  readonly keepaliveSeconds: number;
  readonly version: 4 | 5;
  readonly sessionExpirySeconds: number;
  readonly receiveMaximum: number;
  readonly maxRetryTimeMs: number;
  readonly will: {
    readonly topic: string;
    readonly payload: string;
    readonly qos: Qos;
    readonly retain: boolean;
  } | null;
  readonly tls: TlsSources;
}

export type Qos = 0 | 1 | 2;

/** A validated number as what it is known to be. */
export const qosOf = (value: number): Qos => (value === 1 || value === 2 ? value : 0);

const pathOrText = (path: string, text: Password): string | Password | null =>
  text.value() === '' ? path || null : text;

const tlsSources = (config: Config): TlsSources => {
  const store = pathOrText(config['mqtt.ssl.key.store.path'], config['mqtt.ssl.key.store.pem']);
  return {
    ca:
      config['connect.mqtt.ssl.ca.cert'] ??
      pathOrText(config['mqtt.ssl.trust.store.path'], config['mqtt.ssl.trust.store.pem']),
    cert: config['connect.mqtt.ssl.cert'] ?? store,
    key: config['connect.mqtt.ssl.key'] ?? store,
    passphrase: config['mqtt.ssl.key.password'].value() || config['mqtt.ssl.key.store.password'].value(),
  };
};

const timesOf = (config: Config) => {
  const keepAliveMs = config['connect.mqtt.keep.alive'] ?? config['connect.mqtt.connection.keep.alive'];
  return {
    connectTimeoutMs:
      config['connect.mqtt.timeout'] ??
      config['connect.mqtt.connection.timeout'] ??
      config['mqtt.connect.timeout.seconds'] * 1000,
    keepaliveSeconds:
      keepAliveMs === null ? config['mqtt.keepalive.interval.seconds'] : Math.max(1, Math.round(keepAliveMs / 1000)),
    maxRetryTimeMs: config['max.retry.time.ms'],
  };
};

const willOf = (config: Config): ConnectionSettings['will'] =>
  config['mqtt.will.topic'] === ''
    ? null
    : {
        topic: config['mqtt.will.topic'],
        payload: config['mqtt.will.payload'],
        qos: qosOf(config['mqtt.will.qos']),
        retain: config['mqtt.will.retained'],
      };

/** Names each task's client, so that the broker finds its session at every run. */
const clientIdOf = (config: Config, connector: string, task: number, tasks: number): string => {
  const configured = config['connect.mqtt.client.id'] ?? config['mqtt.client.id'];
  if (configured === '') return `connect-${connector}-${task}`;
  return tasks > 1 ? `${configured}-${task}` : configured;
};

export const connectionSettings = (
  config: Config,
  task: { readonly connector: string; readonly task: number; readonly tasks: number },
): ConnectionSettings => ({
  servers: config['connect.mqtt.hosts'] ?? config['mqtt.server.uri'],
  clientId: clientIdOf(config, task.connector, task.task, task.tasks),
  username: config['connect.mqtt.username'] ?? config['mqtt.username'].value(),
  password: (config['connect.mqtt.password'] ?? config['mqtt.password']).value(),
  isClean:
    config['connect.mqtt.clean'] ?? config['connect.mqtt.connection.clean'] ?? config['mqtt.clean.session.enabled'],
  ...timesOf(config),
  version: config['mqtt.protocol.version'] === '5' ? 5 : 4,
  sessionExpirySeconds: config['mqtt.session.expiry.seconds'],
  receiveMaximum: config['mqtt.receive.maximum'],
  will: willOf(config),
  tls: tlsSources(config),
});

/** What speaks against KCQL, which is read by `read`. */
export const kcqlProblems = (read: () => unknown): readonly ConfigProblem[] => {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return [{ key: 'connect.mqtt.kcql', message: asError(error).message }];
    throw error;
  }
};

/** What single keys cannot tell about the connection. */
export const connectionProblems = (config: Config): readonly ConfigProblem[] => [
  ...((config['connect.mqtt.hosts'] ?? config['mqtt.server.uri']).length === 0
    ? [
        {
          key: 'mqtt.server.uri',
          message: 'Missing required configuration "mqtt.server.uri" which has no default value.',
        },
      ]
    : []),
];
