import type { KafkaJsLogger } from 'kafkajs/src/network/connectionPool.js';
import type { Logger } from '../../connect/logger.ts';

/**
 * Takes kafkajs's logs at debug, whatever it thinks of them: what matters comes back as an error, and what it calls one is
 * often part of the protocol. Only chosen facts are passed on, since others hold what brokers answered.
 */
export const createLogBridge = (log: Logger): KafkaJsLogger => {
  const line = (message: string, extra: object = {}): void => {
    log.debug(`kafkajs: ${message}`, {
      ...('broker' in extra && { broker: extra.broker }),
      ...('error' in extra && { error: String(extra.error) }),
    });
  };
  const bridge: KafkaJsLogger = { info: line, error: line, warn: line, debug: line, namespace: () => bridge };
  return bridge;
};
