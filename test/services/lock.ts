import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';

/**
 * Runs `work` while no other process of this machine holds the lock file. A lock names its holder by linking a file that
 * is complete already, so a holder that died is recognised at any moment.
 */
export async function withLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  const claim = `${lockFile}.${process.pid}.${claims++}`;
  await writeFile(claim, String(process.pid));
  try {
    while (!(await tryLink(claim, lockFile))) {
      if (!(await holderLives(lockFile))) await rm(lockFile, { force: true });
      else await sleep(100);
    }
    return await work().finally(() => rm(lockFile, { force: true }));
  } finally {
    await rm(claim, { force: true });
  }
}

let claims = 0;

async function tryLink(claim: string, lockFile: string): Promise<boolean> {
  return link(claim, lockFile).then(
    () => true,
    () => false,
  );
}

/** A lock that has just gone is somebody's who lives: the next attempt tells. */
async function holderLives(lockFile: string): Promise<boolean> {
  return isAlive(Number(await readFile(lockFile, 'utf8').catch(() => process.pid)));
}
