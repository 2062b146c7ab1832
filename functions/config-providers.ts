import { defineConfig } from '../lib/config/config-def.ts';
import type { ConfigProvider, ConfigProviders } from '../lib/config-providers/config-provider.ts';
import { createConfigProviders } from '../lib/config-providers/create-config-providers.ts';
import { defineConfigProvider, secretTtl } from '../lib/config-providers/define-config-provider.ts';
import { directoryConfigProvider } from '../lib/config-providers/directory.ts';
import { envConfigProvider } from '../lib/config-providers/env.ts';
import { fileConfigProvider } from '../lib/config-providers/file.ts';
import type { RawConfig } from '../lib/connect/connector.ts';

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

/** For how long a secret is taken to be the same unless the worker says otherwise; as kafka-config-provider-aws has it. */
const TTL_MS = 300_000;

const ofAws = {
  ...defineConfig({
    'aws.region': {
      type: 'STRING',
      default: null,
      importance: 'LOW',
      documentation: "Where the secrets are; the function's own region when absent.",
    },
  }),
  ...secretTtl(TTL_MS),
};

const regionOf = (region: string | null) => (region === null ? {} : { region });

const secretsManager = defineConfigProvider({
  name: 'secretsmanager',
  classNames: [
    'com.amazonaws.kafka.config.providers.SecretsManagerConfigProvider',
    'com.github.jcustenborder.kafka.config.aws.SecretsManagerConfigProvider',
  ],
  configDef: ofAws,
  create: ({ 'aws.region': region, 'secret.ttl.ms': ttlMs }) =>
    lazily(async () => {
      const { createProvider } = await import('./lazy/secrets-manager.ts');
      return createProvider(regionOf(region), ttlMs ?? TTL_MS);
    }),
});

const ssm = defineConfigProvider({
  name: 'ssm',
  classNames: ['com.amazonaws.kafka.config.providers.SsmParamStoreConfigProvider'],
  configDef: ofAws,
  create: ({ 'aws.region': region, 'secret.ttl.ms': ttlMs }) =>
    lazily(async () => {
      const { createProvider } = await import('./lazy/ssm.ts');
      return createProvider(regionOf(region), ttlMs ?? TTL_MS);
    }),
});

const PROVIDERS = [
  secretsManager,
  ssm,
  envConfigProvider(readable),
  fileConfigProvider,
  directoryConfigProvider,
] as const;

/** Where references in the configurations of the worker, its connectors and tasks are looked up. */
export const configProvidersOf = (worker: RawConfig): ConfigProviders => createConfigProviders(PROVIDERS, worker);
