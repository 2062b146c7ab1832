import type { ConfigProvider, ConfigProviders } from '../lib/config-providers/config-provider.ts';
import { createEnvConfigProvider } from '../lib/config-providers/env.ts';

/** A provider whose client is loaded when the first reference asks for it: most functions meet none. */
const lazily = (load: () => Promise<ConfigProvider>): ConfigProvider => {
  let loaded: Promise<ConfigProvider> | undefined;
  return {
    get: async (path, keys) => {
      loaded ??= load();
      return (await loaded).get(path, keys);
    },
  };
};

/** What configurations may refer to. The credentials of the function itself are none of their business. */
const readable = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));

/** Where references in the configurations of the worker, its connectors and tasks are looked up. */
export const configProviders: ConfigProviders = {
  secretsmanager: lazily(async () => (await import('./lazy/secrets-manager.ts')).createProvider()),
  ssm: lazily(async () => (await import('./lazy/ssm.ts')).createProvider()),
  env: createEnvConfigProvider(readable),
  file: lazily(async () => (await import('../lib/config-providers/file.ts')).createFileConfigProvider()),
};
