import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { RawConfig } from '../connect/connector.ts';
import { type ConfigBackingStore, ConflictError } from '../storage/config-backing-store.ts';
import type { CustomResource } from './custom-resource.ts';

const MAX_ATTEMPTS = 5;

const propertiesSchema = v.object({
  Connectors: v.optional(v.record(v.string(), v.record(v.string(), v.string())), {}),
});

type Declared = Readonly<Record<string, RawConfig>>;
type Configs = Pick<ConfigBackingStore, 'connector' | 'putConnectorConfig' | 'removeConnectorConfig'>;

const declared = (properties: unknown): Declared => v.parse(propertiesSchema, properties).Connectors;

const putOnce = async (configs: Configs, name: string, config: RawConfig): Promise<void> => {
  const state = await configs.connector(name);
  const wanted = { ...config, name };
  if (isDeepStrictEqual(state?.config, wanted)) return;
  await configs.putConnectorConfig(name, wanted, { expectedVersion: state?.configVersion ?? 0 });
};

const put = async (configs: Configs, name: string, config: RawConfig): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await putOnce(configs, name, config);
    } catch (error) {
      if (!(error instanceof ConflictError) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
};

/**
 * The connectors that a stack declares: they are items of the configs table like all others. The stack writes them when it
 * changes what it declares; what REST changes in between, stays.
 */
export const createDeclaredConnectors = (configs: Configs): CustomResource => ({
  put: async (properties, previous) => {
    const wanted = declared(properties);
    for (const [name, config] of Object.entries(wanted)) await put(configs, name, config);
    const obsolete = Object.keys(declared(previous)).filter((name) => !Object.hasOwn(wanted, name));
    for (const name of obsolete) await configs.removeConnectorConfig(name);
  },
  remove: async (properties) => {
    for (const name of Object.keys(declared(properties))) await configs.removeConnectorConfig(name);
  },
});
