import type { ConfigProvider } from './config-provider.ts';

/** `${env:NAME}`: environment variables; follows `EnvVarConfigProvider`. The caller hands over those that may be read. */
export const createEnvConfigProvider = (env: Readonly<Record<string, string | undefined>>): ConfigProvider => ({
  get: async (_, keys) => Object.fromEntries(keys.flatMap((key) => (env[key] === undefined ? [] : [[key, env[key]]]))),
});
