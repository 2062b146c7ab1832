import { type FileHandle, open } from 'node:fs/promises';
import { defineSinkTask } from '../../../config/define-task.ts';
import { ConnectError } from '../../../connect/errors.ts';
import { javaText } from '../../../connect/java-text.ts';
import { fileStreamSinkConfig } from './config.ts';

const openToAppend = async (file: string): Promise<FileHandle> => {
  try {
    return await open(file, 'a');
  } catch (error) {
    throw new ConnectError(`Couldn't find or create file '${file}' for FileStreamSinkTask`, { cause: error });
  }
};

const print = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });

/** A line is the value as Java's `toString` has it. Written at once, so that there is nothing to flush. */
export const fileStreamSinkTask = defineSinkTask(fileStreamSinkConfig, async ({ file }) => {
  const handle = file === null ? null : await openToAppend(file);
  return {
    put: async (records) => {
      if (records.length === 0) return;
      const text = records.map(({ value, valueSchema }) => `${javaText(valueSchema, value)}\n`).join('');
      await (handle === null ? print(text) : handle.appendFile(text));
    },
    stop: async () => handle?.close(),
  };
});
