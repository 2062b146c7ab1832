import { type ConfigOf, defineConfig } from '../../../config/config-def.ts';
import { invalidValue } from '../../../config/invalid-value.ts';
import { atLeast, nonEmptyString, type Validator } from '../../../config/validators.ts';
import { ConfigError } from '../../../connect/errors.ts';

const kinds: readonly string[] = ['cpu', 'memory', 'disk', 'network'];

const kindNames: Validator<readonly string[]> = {
  description: `some of ${kinds.join(', ')}`,
  ensureValid: (name, value) => {
    const given: readonly unknown[] = Array.isArray(value) ? value : [];
    const bad = given.find((one) => !kinds.includes(String(one)));
    if (bad !== undefined) throw invalidValue(name, bad, `must be one of ${kinds.join(', ')}`);
    if (given.length === 0)
      throw new ConfigError(`Invalid value for configuration ${name}: name ${kinds.join(', ')} or some of them`);
  },
};

export const hostSourceConfig = defineConfig({
  'kafka.topic': {
    type: 'STRING',
    importance: 'HIGH',
    validator: nonEmptyString,
    documentation: 'Topic to write to. Keys name the metric and its dimensions.',
  },
  metrics: {
    type: 'LIST',
    default: ['cpu', 'memory', 'disk', 'network'],
    importance: 'HIGH',
    validator: kindNames,
    documentation: 'What is measured: cpu, memory, disk, network. The network is measured on Linux only.',
  },
  'interval.ms': {
    type: 'INT',
    default: 10_000,
    importance: 'MEDIUM',
    validator: atLeast(100),
    documentation: 'Time from one measurement to the next, in milliseconds.',
  },
  'disk.paths': {
    type: 'LIST',
    default: ['/'],
    importance: 'MEDIUM',
    documentation: 'Paths on the file systems that are measured.',
  },
});

export type HostSourceConfig = ConfigOf<typeof hostSourceConfig>;
