import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ConfigError } from '../connect/errors.ts';
import { allowedPaths, requireAllowed } from './allowed-paths.ts';
import { defineConfigProvider, secretTtl } from './define-config-provider.ts';

const IS_NO_FILE = new Set(['ENOENT', 'EISDIR']);

/** The file's text; `undefined` where there is no such file. A key is the name of a file, never a way to one elsewhere. */
const readKey = async (folder: string, key: string): Promise<string | undefined> => {
  if (key !== basename(key) || ['', '.', '..'].includes(key)) return undefined;
  return readFile(join(folder, key), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (IS_NO_FILE.has(error.code ?? '')) return undefined;
    throw new ConfigError(`the file can't be read (${error.code})`);
  });
};

/** `${directory:/path/to/folder:file}`: the whole of a file, as Kubernetes mounts secrets; follows `DirectoryConfigProvider`. */
export const directoryConfigProvider = defineConfigProvider({
  name: 'directory',
  classNames: ['org.apache.kafka.common.config.provider.DirectoryConfigProvider'],
  configDef: { ...allowedPaths, ...secretTtl(null) },
  create: (config) => {
    const check = requireAllowed(config['allowed.paths']);
    return {
      get: async (path, keys) => {
        check(path);
        const found = await Promise.all(keys.map(async (key) => [key, await readKey(path, key)] as const));
        const values = found.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
        return { values: Object.fromEntries(values), ttlMs: config['secret.ttl.ms'] ?? undefined };
      },
    };
  },
});
