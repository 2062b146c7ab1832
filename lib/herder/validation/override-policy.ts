import type { ConfigKey } from '../../config/config-def.ts';
import type { RawConfig } from '../../connect/connector.ts';
import type { ConfigInfo } from '../entities.ts';
import type { HerderConfig } from '../worker-config.ts';

type Policy = HerderConfig['connector.client.config.override.policy'];

const PREFIXES = ['producer.override.', 'consumer.override.', 'admin.override.'] as const;
const OF_AUTHENTICATION = new Set(['sasl.jaas.config', 'sasl.mechanism', 'security.protocol']);

const allowed = (policy: Policy, setting: string): boolean =>
  policy === 'All' || (policy === 'Principal' && OF_AUTHENTICATION.has(setting));

/** Clients' settings may hold passwords, and nothing here knows which: those of authentication are not shown. */
const isSecret = (setting: string): boolean => /password|jaas|secret|\.key$/.test(setting);

const infoOf = (policy: Policy, name: string, prefix: string, value: string): ConfigInfo => {
  const setting = name.slice(prefix.length);
  const key: ConfigKey = {
    type: isSecret(setting) ? 'PASSWORD' : 'STRING',
    default: null,
    importance: 'LOW',
    documentation: `Setting ${setting} of the connector's own Kafka client.`,
    displayName: setting,
  };
  const refusal = `The '${policy}' policy does not allow '${setting}' to be overridden in the connector configuration.`;
  return {
    name,
    key,
    value: isSecret(setting) ? '[hidden]' : value,
    recommendedValues: [],
    errors: allowed(policy, setting) ? [] : [refusal],
    visible: true,
  };
};

/** Checks client settings against `connector.client.config.override.policy` (KIP-458). */
export const validateOverrides = (raw: RawConfig, policy: Policy): readonly ConfigInfo[] =>
  PREFIXES.flatMap((prefix) =>
    Object.entries(raw)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => infoOf(policy, name, prefix, value)),
  );
