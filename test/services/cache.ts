import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAlive } from './is-alive.ts';
import { withLock } from './lock.ts';

const cacheDirectory = process.env.CONNECT_CACHE_DIR ?? fileURLToPath(new URL('../../.cache', import.meta.url));

/** Where something with this name is kept between runs; the directory around it exists. */
export async function cachePath(name: string): Promise<string> {
  await mkdir(cacheDirectory, { recursive: true });
  return join(cacheDirectory, name);
}

/**
 * The cached directory of that name, which `build` fills the first time. It appears by a rename, so it is complete or
 * absent. A name carries the version of what is in it: an entry is never refreshed.
 */
export async function cached(name: string, build: (directory: string) => Promise<void>): Promise<string> {
  const target = await cachePath(name);
  if (await exists(target)) return target;
  await withLock(`${target}.lock`, async () => {
    if (await exists(target)) return;
    await removeAbandoned(name);
    const partial = `${target}.partial-${process.pid}`;
    await mkdir(partial);
    try {
      await build(partial);
      await rename(partial, target);
    } finally {
      await rm(partial, { recursive: true, force: true });
    }
  });
  return target;
}

/** Deletes what processes left that died while they built this entry. */
async function removeAbandoned(name: string): Promise<void> {
  const prefix = `${name}.partial-`;
  const partials = (await readdir(cacheDirectory)).filter((entry) => entry.startsWith(prefix));
  const abandoned = partials.filter((entry) => !isAlive(Number(entry.slice(prefix.length))));
  await Promise.all(abandoned.map((entry) => rm(join(cacheDirectory, entry), { recursive: true })));
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
