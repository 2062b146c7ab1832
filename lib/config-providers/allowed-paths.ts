import { isAbsolute, normalize, sep } from 'node:path';
import { defineConfig } from '../config/config-def.ts';
import { ConfigError } from '../connect/errors.ts';

export const allowedPaths = defineConfig({
  'allowed.paths': {
    type: 'LIST',
    default: null,
    importance: 'MEDIUM',
    documentation: 'Files and folders that may be read, with all that is in them. All when absent.',
  },
});

/**
 * Makes a check of paths; follows `org.apache.kafka.common.config.internals.AllowedPaths`, but that a path which is not
 * allowed is an error, where the original leaves the reference as it is.
 *
 * @throws ConfigError when an allowed path is not absolute.
 */
export const requireAllowed = (allowed: readonly string[] | null): ((path: string) => void) => {
  if (allowed === null) return () => {};
  const roots = allowed.filter((path) => path !== '').map((path) => normalize(path));
  const relative = roots.find((path) => !isAbsolute(path));
  if (relative !== undefined) throw new ConfigError(`Path ${relative} is not absolute`);
  return (path) => {
    const wanted = normalize(path);
    const isWithin = (root: string): boolean =>
      wanted === root || wanted.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
    if (!roots.some(isWithin)) throw new ConfigError('the path is not among allowed.paths');
  };
};
