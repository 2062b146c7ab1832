import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The environment in which a program finds the shared libraries somewhere below that directory. */
export async function sharedLibraryPath(directory: string): Promise<Readonly<Record<string, string>>> {
  const files = await readdir(directory, { recursive: true });
  const libraries = files.filter((file) => /\.so(\.|$)/.test(file));
  const directories = new Set(libraries.map((file) => join(directory, dirname(file))));
  return { LD_LIBRARY_PATH: [...directories].join(':') };
}
