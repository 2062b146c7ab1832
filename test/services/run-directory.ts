import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWatchdog } from './watchdog.ts';

export interface RunDirectory {
  readonly path: string;
  /** Deletes the directory; so does the end of this process. */
  remove(): Promise<void>;
}

/** A directory for what one run of a service writes. */
export async function createRunDirectory(service: string): Promise<RunDirectory> {
  const path = await mkdtemp(join(tmpdir(), `connect-${service}-`));
  // The service's own watchdog kills it at the same moment, and it may still write a file or two.
  const watchdog = startWatchdog('sleep 1; rm -rf "$1"', path);
  return {
    path,
    remove: async () => {
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
      watchdog.release();
    },
  };
}
