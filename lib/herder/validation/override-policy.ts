import type { ConfigDef, ConfigKey } from '../../config/config-def.ts';
import type { RawConfig } from '../../connect/connector.ts';
import { Password } from '../../connect/password.ts';
import { commonConfig } from '../../kafka/client-config/common-config.ts';
import { consumerConfig } from '../../kafka/client-config/consumer-config.ts';
import { producerConfig } from '../../kafka/client-config/producer-config.ts';
import { securityConfig } from '../../kafka/client-config/security-config.ts';
import type { ConfigInfo } from '../entities.ts';
import type { HerderConfig } from '../worker-config.ts';

type Policies = Pick<
  HerderConfig,
  'connector.client.config.override.policy' | 'connector.client.config.override.allowlist'
>;

const ofAll: ConfigDef = { ...commonConfig, ...securityConfig };

/** The settings that each client knows, by the prefix of its overrides. */
const CLIENTS: Readonly<Record<string, ConfigDef>> = {
  'producer.override.': { ...ofAll, ...producerConfig },
  'consumer.override.': { ...ofAll, ...consumerConfig },
  'admin.override.': ofAll,
};

const OF_AUTHENTICATION = new Set(['sasl.jaas.config', 'sasl.mechanism', 'security.protocol']);

/** `Principal`, whether it is named so or by its class. */
const policyName = (config: Policies): string =>
  config['connector.client.config.override.policy']
    .replace(/^.*\./, '')
    .replace(/ConnectorClientConfigOverridePolicy$/, '');

const ALLOWS: Readonly<Record<string, (setting: string, config: Policies) => boolean>> = {
  All: () => true,
  Principal: (setting) => OF_AUTHENTICATION.has(setting),
  Allowlist: (setting, config) => config['connector.client.config.override.allowlist'].includes(setting),
};

const allowed = (config: Policies, setting: string): boolean => ALLOWS[policyName(config)]?.(setting, config) ?? false;

/** Clients' settings may hold passwords, and nothing here knows which: those of authentication are not shown. */
const isSecret = (setting: string): boolean => /password|jaas|secret|\.key$/.test(setting);

const knownKey = (prefix: string, setting: string): ConfigKey | undefined => {
  const settings = CLIENTS[prefix] ?? {};
  return Object.hasOwn(settings, setting) ? settings[setting] : undefined;
};

const unknownKey = (setting: string): ConfigKey => ({
  type: isSecret(setting) ? 'PASSWORD' : 'STRING',
  default: null,
  importance: 'LOW',
  documentation: `Setting ${setting} of the connector's own Kafka client.`,
});

const infoOf = (config: Policies, prefix: string, name: string, value: string): ConfigInfo => {
  const setting = name.slice(prefix.length);
  const key: ConfigKey = { ...(knownKey(prefix, setting) ?? unknownKey(setting)), displayName: setting };
  const refusal = `The '${policyName(config)}' policy does not allow '${setting}' to be overridden in the connector configuration.`;
  return {
    name,
    key,
    value: key.type === 'PASSWORD' || isSecret(setting) ? Password.HIDDEN : value,
    recommendedValues: [],
    errors: allowed(config, setting) ? [] : [refusal],
    visible: true,
  };
};

/** Checks client settings against `connector.client.config.override.policy` (KIP-458, KIP-1188). */
export const validateOverrides = (raw: RawConfig, config: Policies): readonly ConfigInfo[] =>
  Object.keys(CLIENTS).flatMap((prefix) =>
    Object.entries(raw)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => infoOf(config, prefix, name, value)),
  );
