import { defineConfig } from '../config/config-def.ts';
import { javaRegexMatching, validJavaRegex } from '../config/java-regex.ts';
import { type ConfigProviderPlugin, defineConfigProvider } from './define-config-provider.ts';

/** `${env:NAME}`: environment variables; follows `EnvVarConfigProvider`. The caller hands over those that may be read. */
export const envConfigProvider = (env: Readonly<Record<string, string | undefined>>): ConfigProviderPlugin =>
  defineConfigProvider({
    name: 'env',
    classNames: ['org.apache.kafka.common.config.provider.EnvVarConfigProvider'],
    configDef: defineConfig({
      'allowlist.pattern': {
        type: 'STRING',
        default: '.*',
        importance: 'MEDIUM',
        documentation: 'Pattern that the whole name of a variable must match to be read.',
        validator: validJavaRegex,
      },
    }),
    create: (config) => {
      const pattern = javaRegexMatching(config['allowlist.pattern']);
      const isReadable = (name: string): boolean => pattern.test(name) && Object.hasOwn(env, name);
      return {
        get: async (_, keys) => ({
          values: Object.fromEntries(keys.filter(isReadable).map((key) => [key, env[key] ?? ''])),
        }),
      };
    },
  });
