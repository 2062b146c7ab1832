import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { cached } from './cache.ts';
import { copyMavenDependencies } from './maven.ts';

export interface JavaLibraries {
  /** Where native libraries lie too. */
  readonly directory: string;
  readonly classPath: string;
}

/** The dependencies of a pom, from the cache; another pom is another entry of the cache. */
export async function fetchJavaLibraries(name: string, pomFile: string): Promise<JavaLibraries> {
  const digest = createHash('sha256')
    .update(await readFile(pomFile))
    .digest('hex');
  const directory = await cached(`${basename(dirname(pomFile))}-${digest.slice(0, 8)}`, (directory) =>
    copyMavenDependencies({ name, pomFile, directory }),
  );
  const files = await readdir(directory);
  // Sorted, because a class data archive holds for one class path only.
  const jars = files.filter((file) => file.endsWith('.jar')).sort();
  return { directory, classPath: jars.map((jar) => join(directory, jar)).join(':') };
}
