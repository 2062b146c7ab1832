import type { PartitionOffset } from '../../../connect/offset.ts';
import type { FoundFile } from './find-files.ts';

/** Where a task learns of files. */
export interface FileFinder {
  /** The next file that is not read to its end, or `null` when there is none right now. */
  next(signal: AbortSignal): Promise<FoundFile | null>;
  /** For every poll, also while a file is read. */
  keep?(): Promise<void>;
  /** These offsets are about to be stored. */
  storing?(offsets: readonly PartitionOffset[]): void;
  /** They are stored. */
  stored?(): Promise<void>;
  close?(): Promise<void>;
}
