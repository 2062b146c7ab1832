import { readFile } from 'node:fs/promises';
import { parse } from 'dot-properties';
import { ConfigError } from '../connect/errors.ts';
import { allowedPaths, requireAllowed } from './allowed-paths.ts';
import { defineConfigProvider, secretTtl } from './define-config-provider.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

/** `${file:/path/to/secrets.properties:key}`: Java properties files; follows `FileConfigProvider`. */
export const fileConfigProvider = defineConfigProvider({
  name: 'file',
  classNames: ['org.apache.kafka.common.config.provider.FileConfigProvider'],
  configDef: { ...allowedPaths, ...secretTtl(null) },
  create: (config) => {
    const check = requireAllowed(config['allowed.paths']);
    return {
      get: async (path, keys) => {
        check(path);
        const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
          throw new ConfigError(`the file can't be read (${error.code})`);
        });
        const properties = new Map(Object.entries(parse(text)));
        const found = keys.flatMap((key) => {
          const value = properties.get(key);
          return isText(value) ? [[key, value] as const] : [];
        });
        return { values: Object.fromEntries(found), ttlMs: config['secret.ttl.ms'] ?? undefined };
      },
    };
  },
});
