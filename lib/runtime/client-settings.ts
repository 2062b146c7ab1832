import { withoutPrefix } from '../config/prefixed.ts';
import type { RawConfig } from '../connect/connector.ts';
import type { ClientConfig } from '../kafka/port.ts';

const SHARED = /^(bootstrap\.servers|client\.|security\.|sasl\.|ssl\.)/;

/**
 * The settings of one Kafka client: the worker's addresses and security, then the worker's `<role>.` keys, then the
 * connector's `<role>.override.` keys (KIP-458). Kafka Connect wants security repeated under every prefix; here the worker's own
 * is the default.
 */
export const clientSettings = (
  role: 'producer' | 'consumer' | 'admin',
  worker: RawConfig,
  connector: RawConfig = {},
): ClientConfig => ({
  ...Object.fromEntries(Object.entries(worker).filter(([name]) => SHARED.test(name))),
  ...withoutPrefix(worker, `${role}.`),
  ...withoutPrefix(connector, `${role}.override.`),
});
