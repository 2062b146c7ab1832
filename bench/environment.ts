import type { RawConfig } from '../lib/connect/connector.ts';
import { silentLogger } from '../lib/connect/logger.ts';
import { converters, headerConverters } from '../lib/converters/catalogue.ts';
import type { Kafka } from '../lib/kafka/port.ts';
import { systemClock } from '../lib/runtime/clock.ts';
import { parseWorkerConfig } from '../lib/runtime/worker-config.ts';
import { createMemoryStorage } from '../lib/storage/memory/memory-storage.ts';

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

/** A worker's parts with the tables in memory, so that the record path is what is measured. */
export const createBenchRuntime = async (kafka: Kafka, bootstrapServers: string, connector: RawConfig) => {
  const storage = createMemoryStorage();
  const config = { name: 'bench', 'connector.class': 'bench', ...connector };
  await storage.configs.putConnectorConfig('bench', config, { expectedVersion: 0 });
  await storage.configs.putTaskConfigs('bench', { generation: 1, fingerprint: '', configs: [config], restarts: {} }, 0);
  return {
    storage,
    kafka,
    plugins: { converters, headerConverters },
    worker: parseWorkerConfig({
      'bootstrap.servers': bootstrapServers,
      'key.converter': 'org.apache.kafka.connect.storage.StringConverter',
      'value.converter': 'org.apache.kafka.connect.storage.StringConverter',
    }),
    resolveConfig: async (raw: RawConfig) => raw,
    workerId: 'bench',
    clock: systemClock,
    log: silentLogger,
  };
};
