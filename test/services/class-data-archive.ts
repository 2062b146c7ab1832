import { access, rename } from 'node:fs/promises';
import { cachePath } from './cache.ts';

export interface ClassDataArchive {
  readonly flags: readonly string[];
  /** Call when the JVM has stopped. */
  keep(): Promise<void>;
}

/**
 * AppCDS: the first JVM of that name writes the classes it loaded to the cache as it stops (2 to 3 seconds, once), and the
 * later ones map them instead of loading them, which halves their start. Another class path or JDK ignores the archive.
 */
export async function classDataArchive(name: string): Promise<ClassDataArchive> {
  const archive = await cachePath(`${name}.jsa`);
  const quiet = '-Xlog:cds=off,cds+dynamic=off';
  if (
    await access(archive).then(
      () => true,
      () => false,
    )
  ) {
    return { flags: [quiet, `-XX:SharedArchiveFile=${archive}`], keep: async () => {} };
  }
  const written = `${archive}.${process.pid}`;
  // A JVM that was killed has written none.
  const keep = () => rename(written, archive).catch(() => {});
  return { flags: [quiet, `-XX:ArchiveClassesAtExit=${written}`], keep };
}
