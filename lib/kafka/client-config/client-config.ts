import type { ConnectionOptions } from 'node:tls';
import type { ConfigDef, ConfigOf } from '../../config/config-def.ts';
import { parseConfig } from '../../config/parse-config.ts';
import type { Logger } from '../../connect/logger.ts';
import type { ClientConfig } from '../port.ts';
import { type BrokerAddress, bootstrapServers } from './bootstrap-servers.ts';
import { commonConfig } from './common-config.ts';
import { consumerConfig } from './consumer-config.ts';
import { producerConfig } from './producer-config.ts';
import { type Sasl, saslSettings } from './sasl.ts';
import { securityConfig } from './security-config.ts';
import { tlsOptions } from './tls.ts';

/** What is needed to reach and enter the cluster. */
export interface ConnectionSettings {
  readonly bootstrap: readonly BrokerAddress[];
  readonly clientId: string;
  /** Absent: no TLS. */
  readonly tls?: ConnectionOptions;
  readonly sasl?: Sasl;
  readonly requestTimeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly metadataMaxAgeMs: number;
  readonly retryBackoffMs: number;
  readonly retryBackoffMaxMs: number;
}

/** @throws ConfigError for the first setting that is wrong. */
export const connectionSettings = async (raw: ClientConfig): Promise<ConnectionSettings> => {
  const config = parseConfig(commonConfig, raw);
  const bootstrap = bootstrapServers(config['bootstrap.servers']);
  const protocol = config['security.protocol'];
  const security = parseConfig(securityConfig, raw);
  return {
    bootstrap,
    clientId: config['client.id'],
    ...(protocol.endsWith('SSL') && { tls: await tlsOptions(security) }),
    ...(protocol.startsWith('SASL') && {
      sasl: saslSettings(
        security,
        bootstrap.map(({ host }) => host),
      ),
    }),
    requestTimeoutMs: config['request.timeout.ms'],
    connectTimeoutMs: config['socket.connection.setup.timeout.ms'],
    metadataMaxAgeMs: config['metadata.max.age.ms'],
    retryBackoffMs: config['retry.backoff.ms'],
    retryBackoffMaxMs: config['retry.backoff.max.ms'],
  };
};

const known: ConfigDef = { ...commonConfig, ...securityConfig, ...producerConfig, ...consumerConfig };

/** Says, in one line each, which settings mean nothing here and which nobody knows. */
export const logUnusedSettings = (raw: ClientConfig, log: Logger): void => {
  const names = Object.keys(raw);
  const unknown = names.filter((name) => known[name] === undefined);
  if (unknown.length > 0) log.warn('Kafka client settings that are not known were ignored', { settings: unknown });
  const ignored = names.flatMap((name) => (known[name]?.ignored === undefined ? [] : [[name, known[name].ignored]]));
  if (ignored.length > 0)
    log.info('Kafka client settings that mean nothing here were ignored', { settings: Object.fromEntries(ignored) });
};

export type ConsumerSettings = ConfigOf<typeof consumerConfig>;

/** @throws ConfigError for the first setting that is wrong. */
export const consumerSettings = (raw: ClientConfig): ConsumerSettings => parseConfig(consumerConfig, raw);
