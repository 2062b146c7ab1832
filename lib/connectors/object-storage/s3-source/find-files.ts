import type { S3Objects } from './s3-objects.ts';
import { type FileNames, fileOrder, type SourceFile } from './source-file.ts';
import type { PartitionState, SourcePartitions } from './source-partitions.ts';

/** A file that is not read to its end. */
export interface FoundFile {
  readonly file: SourceFile;
  readonly state: PartitionState;
}

export interface FindOptions {
  readonly objects: S3Objects;
  readonly names: FileNames;
  readonly partitions: SourcePartitions;
  /** Prefix of all keys, with its delimiter; may be empty. */
  readonly root: string;
  /** Folders that are left out, with all that is in them. */
  readonly without: string;
  isOwn(folder: string): boolean;
}

/** Most files of a folder that are remembered at once; it is listed again for more. */
const MAX_FILES = 10_000;

const isAhead = ({ file, state }: FoundFile, names: FileNames): boolean => {
  const { position } = state;
  if (position === null) return true;
  const last = names.placeOf(position.file);
  return file.place > last || (file.place === last && !position.eof);
};

/** A file that was seen again has what belongs to it of both. */
const merge = (found: readonly FoundFile[], more: readonly FoundFile[]): FoundFile[] => {
  const byKey = new Map(found.map((one) => [one.file.key, one.file]));
  const merged = more.map(({ file, state }) => {
    const seen = byKey.get(file.key);
    const { keysKey = null, headersKey = null } = seen ?? {};
    return { file: { ...file, keysKey: file.keysKey ?? keysKey, headersKey: file.headersKey ?? headersKey }, state };
  });
  const again = new Set(merged.map(({ file }) => file.key));
  return [...found.filter(({ file }) => !again.has(file.key)), ...merged];
};

interface Folder {
  readonly found: readonly FoundFile[];
  readonly isWhole: boolean;
  readonly folders: readonly string[];
}

/** The first files of a folder that are ahead of what was read, and the folders in it. */
const look = async (folder: string, { objects, names, partitions, isOwn }: FindOptions): Promise<Folder> => {
  let found: FoundFile[] = [];
  let isWhole = true;
  let last: readonly string[] = [];
  const folders: string[] = [];
  for await (const page of objects.list(folder)) {
    folders.push(...page.folders);
    if (!isOwn(folder)) continue;
    // A file and those of its keys and headers may be on two pages.
    const files = names.filesOf([...last, ...page.keys]);
    last = page.keys.slice(-2);
    const states = await partitions.of(folder, files);
    const ahead = [...states].map(([file, state]) => ({ file, state })).filter((one) => isAhead(one, names));
    found = merge(found, ahead);
    if (found.length > MAX_FILES) {
      found = found.sort((a, b) => fileOrder(a.file, b.file)).slice(0, MAX_FILES);
      isWhole = false;
    }
  }
  return { found: found.sort((a, b) => fileOrder(a.file, b.file)), isWhole, folders };
};

/** All files to be read, folder by folder in alphabetical order, as they are asked for. A file must be read before the next. */
export async function* findFiles(options: FindOptions, folder = options.root): AsyncGenerator<FoundFile> {
  let level = await look(folder, options);
  yield* level.found;
  while (!level.isWhole) {
    level = await look(folder, options);
    yield* level.found;
  }
  for (const child of level.folders.toSorted()) if (child !== options.without) yield* findFiles(options, child);
}
