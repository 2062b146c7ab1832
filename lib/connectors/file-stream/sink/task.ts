import { type FileHandle, open } from 'node:fs/promises';
import { defineSinkTask } from '../../../config/define-task.ts';
import { ConnectError } from '../../../connect/errors.ts';
import { javaText } from '../../../connect/java-text.ts';
import { fileStreamSinkConfig } from './config.ts';
import { createLineWriter } from './line-writer.ts';

const openToAppend = async (file: string): Promise<FileHandle> => {
  try {
    return await open(file, 'a');
  } catch (error) {
    throw new ConnectError(`Couldn't find or create file '${file}' for FileStreamSinkTask`, { cause: error });
  }
};

const print = (bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    // Standard output keeps what it cannot take at once, and the piece is used again.
    process.stdout.write(Uint8Array.from(bytes), (error) => (error ? reject(error) : resolve()));
  });

const PIECE_BYTES = 256 * 1024;

/** A line is the value as Java's `toString` has it. Each batch is written at once, so that there is nothing to flush. */
export const fileStreamSinkTask = defineSinkTask(fileStreamSinkConfig, async ({ file }) => {
  const handle = file === null ? null : await openToAppend(file);
  const lines = createLineWriter(PIECE_BYTES, (piece) => (handle === null ? print(piece) : handle.appendFile(piece)));
  return {
    put: async (records) => {
      for (const { value, valueSchema } of records) {
        const full = lines.add(javaText(valueSchema, value));
        if (full !== undefined) await full;
      }
      await lines.flush();
    },
    stop: async () => handle?.close(),
  };
});
