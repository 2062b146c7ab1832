import { type Logger, silentLogger } from '../../connect/logger.ts';
import { connectionSettings, consumerSettings, logUnusedSettings } from '../client-config/client-config.ts';
import { producerSettings, transactionalSettings } from '../client-config/producer-settings.ts';
import type { ClientConfig, Kafka } from '../port.ts';
import { createAdmin } from './admin.ts';
import { createAttempts } from './attempts.ts';
import { createCluster } from './cluster.ts';
import { createConsumer } from './consumer.ts';
import { createProducer } from './producer.ts';
import { anonymous, createProducerIdentities } from './producer-identity.ts';
import { createTransactionalProducer } from './transactional-producer.ts';

/** Kafka, by kafkajs's connections. Time and randomness are given in tests only. */
export const createKafkaJs = (options: {
  readonly log?: Logger;
  readonly now?: () => number;
  readonly random?: () => number;
}): Kafka => {
  const { log = silentLogger, now = Date.now, random = Math.random } = options;

  /** Proves that the cluster can be reached and entered, so that wrong settings show at once. */
  const connect = async (config: ClientConfig) => {
    const connection = await connectionSettings(config);
    logUnusedSettings(config, log);
    const cluster = createCluster(connection, log);
    const attempt = createAttempts({ connection, now, random, signal: new AbortController().signal });
    try {
      await attempt(() => cluster.metadata([]));
    } catch (error) {
      cluster.close();
      throw error;
    }
    return { connection, cluster };
  };

  return {
    producer: async (config) => {
      const settings = producerSettings(config);
      const { cluster, connection } = await connect(config);
      const identities = settings.idempotent ? createProducerIdentities(cluster) : anonymous;
      return createProducer({ cluster, connection, settings, identities, now, random, log });
    },
    transactionalProducer: async (config) => {
      const settings = transactionalSettings(config);
      return createTransactionalProducer({ ...(await connect(config)), settings, now, random, log });
    },
    admin: async (config) => {
      const { cluster, connection } = await connect(config);
      return createAdmin(cluster, connection, { now, random });
    },
    consumer: async (config, consumerOptions) => {
      const settings = consumerSettings(config);
      return createConsumer({ ...(await connect(config)), settings, options: consumerOptions, now, random, log });
    },
  };
};
