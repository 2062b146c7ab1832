import { readFile } from 'node:fs/promises';
import { parse } from 'dot-properties';
import { ConfigError } from '../connect/errors.ts';
import type { ConfigProvider } from './config-provider.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

/** `${file:/path/to/secrets.properties:key}`: Java properties files; follows `FileConfigProvider`. */
export const createFileConfigProvider = (): ConfigProvider => ({
  get: async (path, keys) => {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw new ConfigError(`the file can't be read (${error.code})`);
    });
    const properties = new Map(Object.entries(parse(text)));
    return Object.fromEntries(
      keys.flatMap((key) => {
        const value = properties.get(key);
        return isText(value) ? [[key, value]] : [];
      }),
    );
  },
});
