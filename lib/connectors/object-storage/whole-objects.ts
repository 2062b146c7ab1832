import { assemble } from './formats/assemble.ts';
import type { GrowingFile } from './growing-file.ts';
import type { ObjectStore } from './object-store.ts';

/** What it takes to store a file that began here and is over, an object each. */
export const wholeObjects = (store: ObjectStore, { parts, soFar }: GrowingFile): ReadonlyArray<() => Promise<void>> =>
  parts.map(({ ending, contentType, assembly, tail, take }) => async () => {
    const { name, ...offsets } = soFar();
    await store.write({
      key: `${name}${ending}`,
      contentType,
      ...offsets,
      body: await assemble(assembly, await take(), Buffer.from(tail, 'base64')),
    });
  });
