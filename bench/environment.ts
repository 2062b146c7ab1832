import type { RawConfig } from '../lib/connect/connector.ts';
import { silentLogger } from '../lib/connect/logger.ts';
import { converters, headerConverters } from '../lib/converters/catalogue.ts';
import type { Kafka } from '../lib/kafka/port.ts';
import { createTaskRegistry } from '../lib/observability/metrics/task-registry.ts';
import { predicates } from '../lib/predicates/catalogue.ts';
import { systemClock } from '../lib/runtime/clock.ts';
import { parseWorkerConfig } from '../lib/runtime/worker-config.ts';
import { createMemoryStorage } from '../lib/storage/memory/memory-storage.ts';
import { transformations } from '../lib/transforms/catalogue.ts';

export const CONVERTERS: Readonly<Record<string, RawConfig>> = {
  string: { 'value.converter': 'org.apache.kafka.connect.storage.StringConverter' },
  json: {
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
  },
  'json-schema': {
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'true',
  },
};

/** What stands between connector and converter in the rows that say so: a field more, one less, another topic. */
export const THREE_TRANSFORMATIONS: RawConfig = {
  transforms: 'insert,replace,route',
  'transforms.insert.type': 'org.apache.kafka.connect.transforms.InsertField$Value',
  'transforms.insert.static.field': 'origin',
  'transforms.insert.static.value': 'bench',
  'transforms.replace.type': 'org.apache.kafka.connect.transforms.ReplaceField$Value',
  'transforms.replace.renames': 'name:title',
  'transforms.route.type': 'org.apache.kafka.connect.transforms.RegexRouter',
  'transforms.route.regex': '(.*)',
  'transforms.route.replacement': '$1-routed',
};

/** Where the records go. */
export interface BenchBroker {
  readonly kafka: Kafka;
  readonly bootstrapServers: string;
}

/** What is measured. */
export interface BenchRow {
  readonly converter: string;
  /** About the size of a value. */
  readonly bytes: number;
  readonly records: number;
  /** @default none */
  readonly transformations?: RawConfig;
}

export const sizeText = (bytes: number): string => (bytes >= 1024 ? `${bytes / 1024} KiB` : `${bytes} B`);

export const chainText = ({ transforms }: RawConfig): string => (transforms === undefined ? '' : ', 3 transformations');

/** A worker's parts with the tables in memory, so that the record path is what is measured. */
export const createBenchRuntime = async (kafka: Kafka, bootstrapServers: string, connector: RawConfig) => {
  const storage = createMemoryStorage();
  const config = { name: 'bench', 'connector.class': 'bench', ...connector };
  await storage.configs.putConnectorConfig('bench', config, { expectedVersion: 0 });
  await storage.configs.putTaskConfigs('bench', { generation: 1, fingerprint: '', configs: [config], restarts: {} }, 0);
  return {
    storage,
    kafka,
    plugins: { converters, headerConverters, transformations, predicates },
    worker: parseWorkerConfig({
      'bootstrap.servers': bootstrapServers,
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    }),
    resolveConfig: async (config: RawConfig) => ({ config, ttlMs: undefined, secrets: [] }),
    workerId: 'bench',
    clock: systemClock,
    log: silentLogger,
    // As every function and worker measures.
    meters: createTaskRegistry({ now: systemClock.now, sampleWindowMs: 30_000 }),
  };
};
