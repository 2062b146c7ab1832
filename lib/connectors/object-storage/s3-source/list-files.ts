import type { FileFinder } from './file-finder.ts';
import type { FoundFile } from './find-files.ts';

interface ListingOptions {
  /** Looks at all folders. */
  list(): AsyncGenerator<FoundFile>;
  /** Pause between two looks. */
  readonly pauseMs: number;
  now(): number;
}

/** Finds files by listing folders, again and again. */
export const createListing = ({ list, pauseMs, now }: ListingOptions): FileFinder => {
  let files: AsyncGenerator<FoundFile> | null = null;
  let looksAgainAt = 0;
  return {
    next: async () => {
      if (files === null && now() < looksAgainAt) return null;
      files ??= list();
      try {
        const { done, value } = await files.next();
        if (!done) return value;
      } catch (error) {
        files = null;
        throw error;
      }
      files = null;
      looksAgainAt = now() + pauseMs;
      return null;
    },
  };
};
