import { RetriableError } from '../../../connect/errors.ts';
import type { TopicPartition } from '../../../connect/offset.ts';
import { MissingPieceError, type ObjectStore, type Piece, type PieceStore } from '../object-store.ts';
import { settleAll } from '../settle-all.ts';
import type { WebHdfs } from './webhdfs/webhdfs.ts';

export interface HdfsStoreOptions {
  readonly hdfs: WebHdfs;
  /** The directory of a topic's files. */
  directoryOf(topic: string): string;
  /** The offset of the last record in a file of the partition, by the file's name. */
  endOffset(name: string, partition: TopicPartition): number | undefined;
}

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/')) || '/';

const createPieces = (hdfs: WebHdfs): PieceStore => ({
  write: (name, bytes) => hdfs.create(name, bytes),
  read: async (name) => {
    const bytes = await hdfs.open(name);
    if (bytes === null) throw new MissingPieceError(name);
    return bytes;
  },
  remove: (names) => settleAll(names.map((name) => () => hdfs.remove(name))),
  list: async (directory) => (await hdfs.list(directory)).map(({ name }) => `${directory}/${name}`),
});

/** Files in HDFS: written elsewhere, joined where they lie, and committed by renaming them. */
export const createHdfsStore = ({ hdfs, directoryOf, endOffset }: HdfsStoreOptions): ObjectStore => {
  const exists = async (path: string): Promise<boolean> => (await hdfs.status(path)) !== null;

  /** One of the same name, from an earlier life of the connector, gives way. */
  const commit = async (path: string, key: string): Promise<void> => {
    if (await hdfs.rename(path, key)) return;
    await hdfs.mkdirs(parentOf(key));
    if (await hdfs.rename(path, key)) return;
    if (!(await exists(path))) throw new MissingPieceError(path);
    await hdfs.remove(key);
    if (!(await hdfs.rename(path, key))) throw new RetriableError(`${path} could not be renamed to ${key} in HDFS`);
  };

  /** Concatenation is atomic: the first piece is as long as it was, or as all of them. */
  const concatenate = async (first: Piece, others: readonly Piece[]): Promise<void> => {
    const whole = others.reduce((sum, { bytes }) => sum + bytes, first.bytes);
    const status = await hdfs.status(first.name);
    if (status === null) throw new MissingPieceError(first.name);
    if (status.length === whole) return;
    const names = others.map(({ name }) => name);
    if (await hdfs.concat(first.name, names)) return;
    if ((await hdfs.status(first.name))?.length !== whole) throw new MissingPieceError(names.join(', '));
  };

  const highestEnd = async (directory: string, partition: TopicPartition): Promise<number> => {
    let highest = -1;
    const found = await hdfs.list(directory);
    for (const { name, isDirectory } of found)
      if (!isDirectory) highest = Math.max(highest, endOffset(name, partition) ?? -1);
    await settleAll(
      found
        .filter(({ isDirectory }) => isDirectory)
        .map(({ name }) => async () => {
          const end = await highestEnd(`${directory}/${name}`, partition);
          highest = Math.max(highest, end);
        }),
    );
    return highest;
  };

  return {
    pieces: createPieces(hdfs),
    exists,
    write: async ({ key, body, temporary = `${key}.tmp` }) => {
      await hdfs.create(temporary, body);
      await commit(temporary, key);
    },
    join: async ({ key }, [first, ...others]) => {
      if (first === undefined) return false;
      await concatenate(first, others);
      await commit(first.name, key);
      return true;
    },
    recover: async (partition) => {
      const highest = await highestEnd(directoryOf(partition.topic), partition);
      return highest < 0 ? null : highest + 1;
    },
    close: () => hdfs.close(),
  };
};
