import { spawnSync } from 'node:child_process';

/** The commit of the sources, which `GET /` tells; empty where they are no repository. */
export const commit = (): string => {
  const { stdout } = spawnSync('git', ['rev-parse', '--short=16', 'HEAD'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  return stdout?.trim() ?? '';
};
