import { type ConfigOf, defineConfig } from '../config/config-def.ts';
import { parseConfig } from '../config/parse-config.ts';
import { atLeast } from '../config/validators.ts';
import type { RawConfig } from '../connect/connector.ts';

/** The keys that only a worker in one process has; follows `StandaloneConfig`. */
const standaloneConfigDef = defineConfig({
  'offset.storage.file.filename': {
    type: 'STRING',
    default: null,
    importance: 'HIGH',
    documentation: 'SQLite file that holds configs, offsets and statuses. Required unless they are in DynamoDB.',
  },
  'config.storage.table': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'DynamoDB table of configurations, instead of the file. The three tables go together.',
  },
  'offset.storage.table': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'DynamoDB table of offsets.',
  },
  'status.storage.table': {
    type: 'STRING',
    default: null,
    importance: 'MEDIUM',
    documentation: 'DynamoDB table of statuses.',
  },
  'dynamodb.region': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: "AWS region of the tables; the environment's when absent.",
  },
  'dynamodb.endpoint': {
    type: 'STRING',
    default: null,
    importance: 'LOW',
    documentation: "Address of DynamoDB; AWS's own when absent.",
  },
  'scheduled.tick.interval.ms': {
    type: 'LONG',
    default: 1000,
    importance: 'LOW',
    documentation: 'How often a source task that had ended is run again, in milliseconds.',
    validator: atLeast(1),
  },
  'reconcile.interval.ms': {
    type: 'LONG',
    default: 30_000,
    importance: 'LOW',
    documentation: 'How often what runs is compared with what should, in milliseconds, besides after every change.',
    validator: atLeast(1),
  },
});

export type StandaloneConfig = ConfigOf<typeof standaloneConfigDef>;

/** @throws ConfigError for the first key that is wrong. */
export const parseStandaloneConfig = (raw: RawConfig): StandaloneConfig => parseConfig(standaloneConfigDef, raw);
