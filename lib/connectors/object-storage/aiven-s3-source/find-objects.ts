import type { OffsetStorageReader } from '../../../connect/offset.ts';
import type { DoneKeys } from './done-keys.ts';
import type { ObjectName } from './object-names.ts';
import { type Position, parsePosition, partitionOf, START } from './position.ts';

/** An object that is not read to its end. */
export interface FoundObject extends ObjectName {
  readonly key: string;
  position: Position;
}

export interface FindOptions {
  readonly bucket: string;
  /** Objects are listed behind this key. */
  readonly startKey: string | null;
  readonly done: DoneKeys;
  readonly offsets: OffsetStorageReader;
  list(after: string | null): AsyncGenerator<readonly string[]>;
  nameOf(key: string): ObjectName | null;
  isOwn(key: string, partition: number | null): boolean;
}

/** Unfinished files of this project's sinks. */
const UNFINISHED = /(^|\/)\+tmp\//;

/** The objects of a page that are this task's, with how far they are read. */
const look = async (keys: readonly string[], options: FindOptions): Promise<readonly FoundObject[]> => {
  const named = keys.flatMap((key) => {
    const name = options.done.has(key) || UNFINISHED.test(key) ? null : options.nameOf(key);
    return name === null || !options.isOwn(key, name.partition) ? [] : [{ key, ...name }];
  });
  if (named.length === 0) return [];
  const offsets = await options.offsets.offsets(named.map(({ key }) => partitionOf(options.bucket, key)));
  return named.map((object, index) => {
    const offset = offsets[index] ?? null;
    return { ...object, position: offset === null ? START : parsePosition(offset) };
  });
};

/**
 * All objects to be read, in the order of their keys, as they are asked for; an object must be read before the next. Follows Aiven's
 * `AbstractSourceRecordIterator`: what was read long ago is not listed again.
 */
export async function* findObjects(options: FindOptions): AsyncGenerator<FoundObject> {
  for await (const keys of options.list(options.done.floor() ?? options.startKey))
    for (const object of await look(keys, options))
      if (object.position.eof) options.done.add(object.key);
      else yield object;
}
