import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { parseConfig } from '../config/parse-config.ts';
import { oneOf, oneOfIgnoringCase } from '../config/validators.ts';
import type { WorkerConfig } from '../runtime/worker-config.ts';

/** The worker's keys that only the herder goes by; follows `DistributedConfig`. */
const herderConfigDef = defineConfig({
  'exactly.once.source.support': {
    type: 'STRING',
    default: 'disabled',
    importance: 'HIGH',
    documentation: 'Whether source connectors may deliver exactly once.',
    validator: oneOfIgnoringCase('disabled', 'preparing', 'enabled'),
  },
  'connector.client.config.override.policy': {
    type: 'STRING',
    default: 'All',
    importance: 'MEDIUM',
    documentation:
      'Which client settings connectors may override: all, none, or those of authentication only (Principal).',
    validator: oneOf('All', 'None', 'Principal'),
  },
});

export type HerderConfig = WorkerConfig['parsed'] & ConfigOf<typeof herderConfigDef>;

/** @throws ConfigError for the first key that is wrong. */
export const herderConfigOf = (worker: WorkerConfig): HerderConfig => ({
  ...worker.parsed,
  ...parseConfig(herderConfigDef, worker.raw),
});
