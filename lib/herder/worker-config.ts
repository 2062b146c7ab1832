import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { parseConfig } from '../config/parse-config.ts';
import { oneOf } from '../config/validators.ts';
import type { WorkerConfig } from '../runtime/worker-config.ts';

/** Who decides about overrides; follows `ConnectorClientConfigOverridePolicy` (KIP-458, KIP-1188). */
const POLICIES = ['All', 'None', 'Principal', 'Allowlist'] as const;

const policyClass = <P extends string>(policy: P) =>
  `org.apache.kafka.connect.connector.policy.${policy}ConnectorClientConfigOverridePolicy` as const;

/** The worker's keys that only the herder goes by; follows `DistributedConfig`. */
const herderConfigDef = defineConfig({
  'connector.client.config.override.policy': {
    type: 'STRING',
    default: 'All',
    importance: 'MEDIUM',
    documentation:
      'Which client settings connectors may override: all, none, those of authentication only (Principal), or those listed (Allowlist). The class names of Kafka Connect’s policies are taken, too.',
    validator: oneOf(...POLICIES, ...POLICIES.map(policyClass)),
  },
  'connector.client.config.override.allowlist': {
    type: 'LIST',
    default: [],
    importance: 'MEDIUM',
    documentation: 'Client settings that connectors may override under the policy Allowlist (KIP-1188).',
  },
});

export type HerderConfig = WorkerConfig['parsed'] & ConfigOf<typeof herderConfigDef>;

/** @throws ConfigError for the first key that is wrong. */
export const herderConfigOf = (worker: WorkerConfig): HerderConfig => ({
  ...worker.parsed,
  ...parseConfig(herderConfigDef, worker.raw),
});
