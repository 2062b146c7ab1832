import type { TopicPartition } from '../../../connect/offset.ts';
import type { OpenFile } from '../open-file.ts';
import type { HdfsFilesConfig } from './files-config.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Names that say which records a file holds: `<topic>+<partition>+<first>+<last>`. */
export const createFileNames = (config: HdfsFilesConfig, topicsDirectory: string) => {
  const { 'file.delim': delimiter, 'directory.delim': separator } = config;
  const width = config['filename.offset.zero.pad.width'];
  return {
    directoryOf: (topic: string): string => [topicsDirectory, topic].join(separator),
    /** A finished file's, without an extension. */
    finalName: ({ name, lastOffset }: OpenFile): string =>
      `${name}${delimiter}${String(lastOffset).padStart(width, '0')}`,
    endOffset: (name: string, { topic, partition }: TopicPartition): number | undefined => {
      const begin = [topic, partition, ''].join(delimiter);
      if (!name.startsWith(begin)) return undefined;
      const [, end] = new RegExp(`^\\d+${escaped(delimiter)}(\\d+)(\\.|$)`).exec(name.slice(begin.length)) ?? [];
      return end === undefined ? undefined : Number(end);
    },
  };
};
