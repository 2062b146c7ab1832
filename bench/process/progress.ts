import { type FileHandle, open } from 'node:fs/promises';
import type { KafkaAdmin } from '../../lib/kafka/port.ts';
import type { Progress } from './measured-run.ts';

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 4 << 20;

const countLines = (chunk: Buffer): number => {
  let count = 0;
  for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
};

/** The lines of a file that grows. */
export const linesOf = (file: string): Progress => {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let handle: FileHandle | undefined;
  let lines = 0;
  return {
    records: async () => {
      handle ??= await open(file, 'r').catch(() => undefined);
      for (let read = CHUNK_BYTES; handle !== undefined && read === CHUNK_BYTES; ) {
        read = (await handle.read(chunk)).bytesRead;
        lines += countLines(chunk.subarray(0, read));
      }
      return lines;
    },
    close: async () => handle?.close(),
  };
};

/** The records of a topic that exists and was empty. */
export const recordsOf = (admin: KafkaAdmin, topic: string): Progress => ({
  records: async () => {
    const ends = await admin.listOffsets(topic, 'LATEST');
    return ends.reduce((sum, { offset }) => sum + offset, 0);
  },
  close: async () => {},
});
