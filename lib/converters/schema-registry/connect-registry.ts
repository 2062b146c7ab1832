import type { RegistryConfig } from './config.ts';
import { createHttpRegistry } from './http-registry.ts';
import { memoryRegistry } from './memory-registry.ts';
import type { RequestHeaders } from './prefixed-keys.ts';
import { createRegistryClient } from './registry-client.ts';
import type { SchemaRegistry } from './schema-registry.ts';

const MOCK = 'mock://';

/** The registry that a configuration names. */
export const connectRegistry = async (config: RegistryConfig, headers: RequestHeaders): Promise<SchemaRegistry> => {
  const [first = ''] = config['schema.registry.url'];
  return first.startsWith(MOCK)
    ? memoryRegistry(first.slice(MOCK.length))
    : createHttpRegistry(await createRegistryClient(config, headers));
};
