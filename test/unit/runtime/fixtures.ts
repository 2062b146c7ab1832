import { defineConfig } from '../../../lib/config/config-def.ts';
import { defineConverter, defineHeaderConverter } from '../../../lib/config/define-converter.ts';
import type { RawConfig } from '../../../lib/connect/connector.ts';
import { DataError } from '../../../lib/connect/errors.ts';
import { silentLogger } from '../../../lib/connect/logger.ts';
import { STRING_SCHEMA } from '../../../lib/connect/schema.ts';
import { predicates } from '../../../lib/predicates/catalogue.ts';
import { systemClock } from '../../../lib/runtime/clock.ts';
import type { RecordPlugins } from '../../../lib/runtime/plugins/record-plugins.ts';
import { parseWorkerConfig } from '../../../lib/runtime/worker-config.ts';
import type { Storage } from '../../../lib/storage/storage.ts';
import { transformations } from '../../../lib/transforms/catalogue.ts';

/** Strings as UTF-8; refuses the value `poison`. */
export const textPlugins: RecordPlugins = {
  transformations,
  predicates,
  converters: [
    defineConverter({
      className: 'test.TextConverter',
      version: '1',
      documentation: 'Text.',
      configDef: defineConfig({}),
      create: () => ({
        fromConnectData: (_topic, _schema, value) => {
          if (value === 'poison') throw new DataError('poisoned');
          return value === null ? null : Buffer.from(String(value));
        },
        toConnectData: (_topic, bytes) => {
          const value = bytes === null ? null : Buffer.from(bytes).toString();
          if (value === 'poison') throw new DataError('poisoned');
          return { schema: STRING_SCHEMA, value };
        },
      }),
    }),
  ],
  headerConverters: [
    defineHeaderConverter({
      className: 'test.TextHeaderConverter',
      version: '1',
      documentation: 'Text.',
      configDef: defineConfig({}),
      create: () => ({
        fromConnectHeader: (_topic, { value }) => Buffer.from(String(value)),
        toConnectHeader: (_topic, { value }) => ({ schema: STRING_SCHEMA, value: Buffer.from(value ?? []).toString() }),
      }),
    }),
  ],
};

const workerConfig = parseWorkerConfig({
  'bootstrap.servers': 'localhost:9092',
  'key.converter': 'test.TextConverter',
  'value.converter': 'test.TextConverter',
  'header.converter': 'test.TextHeaderConverter',
  'offset.flush.interval.ms': '10',
  'offset.flush.timeout.ms': '500',
  'task.shutdown.graceful.timeout.ms': '200',
});

export const common = {
  plugins: textPlugins,
  worker: workerConfig,
  resolveConfig: async (config: RawConfig) => ({ config, ttlMs: undefined, secrets: [] }),
  workerId: 'worker-1',
  clock: systemClock,
  log: silentLogger,
};

/** Stores a connector with one task per given configuration, ready to run. */
export const deploy = async (
  storage: Storage,
  name: string,
  config: RawConfig,
  options: { readonly tasks?: number; readonly generation?: number } = {},
): Promise<void> => {
  // As if written by hand: the name is the item's key.
  const full = { 'connector.class': 'test.Connector', ...config };
  const before = await storage.configs.connector(name);
  await storage.configs.putConnectorConfig(name, full, { expectedVersion: before?.configVersion ?? 0 });
  const configs = Array.from({ length: options.tasks ?? 1 }, () => full);
  await storage.configs.putTaskConfigs(
    name,
    { generation: options.generation ?? 1, fingerprint: 'test', configs, restarts: {} },
    before?.tasks?.generation ?? 0,
  );
};
