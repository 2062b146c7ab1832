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
  secretsmanager: lazily(async () => {
    const [{ SecretsManagerClient }, { createSecretsManagerConfigProvider }] = await Promise.all([
      import('@aws-sdk/client-secrets-manager'),
      import('../lib/config-providers/secrets-manager.ts'),
    ]);
    return createSecretsManagerConfigProvider(new SecretsManagerClient({}));
  }),
  ssm: lazily(async () => {
    const [{ SSMClient }, { createSsmConfigProvider }] = await Promise.all([
      import('@aws-sdk/client-ssm'),
      import('../lib/config-providers/ssm.ts'),
    ]);
    return createSsmConfigProvider(new SSMClient({}));
  }),
  env: createEnvConfigProvider(readable),
  file: lazily(async () => (await import('../lib/config-providers/file.ts')).createFileConfigProvider()),
};
