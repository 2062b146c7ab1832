import { type FileHandle, open } from 'node:fs/promises';
import { defineSourceTask } from '../../../config/define-task.ts';
import { ConnectError } from '../../../connect/errors.ts';
import { NO_HEADERS } from '../../../connect/header.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { STRING_SCHEMA } from '../../../connect/schema.ts';
import { fileStreamSourceConfig } from './config.ts';
import { createLineBuffer } from './line-buffer.ts';

const CHUNK_BYTES = 256 * 1024;

const storedPosition = (offset: SourceOffset | null): number => {
  const position = offset?.position ?? 0;
  if (typeof position !== 'number' && typeof position !== 'bigint')
    throw new ConnectError('Offset position is the incorrect type');
  return Number(position);
};

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** `null` while the file does not exist. */
const openAt = async (file: string, position: number): Promise<FileHandle | null> => {
  try {
    const handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size >= position) return handle;
    await handle.close();
  } catch (error) {
    if (isMissing(error)) return null;
    throw new ConnectError(`Couldn't open file '${file}' for FileStreamSourceTask`, { cause: error });
  }
  throw new ConnectError(
    `The offset position ${position} lies beyond the end of '${file}', which was truncated or replaced; reset the connector's offsets to read it from the start`,
  );
};

/**
 * The position counts bytes. (The original counts characters, so that its positions are too small after text beyond ASCII.)
 */
export const fileStreamSourceTask = defineSourceTask(fileStreamSourceConfig, async (config, context) => {
  const { file, topic } = config;
  // The original returns one line at a time when told to return none.
  const batchSize = Math.max(1, config['batch.size']);
  if (!file) throw new ConnectError('A function has no standard input: set "file" to the path of a file to read');
  const sourcePartition = { filename: file };
  const startPosition = storedPosition(await context.offsetStorageReader.offset(sourcePartition));
  const lines = createLineBuffer(CHUNK_BYTES);
  let handle: FileHandle | null = null;
  let readPosition = startPosition;

  const fill = async (from: FileHandle): Promise<boolean> => {
    const { bytesRead } = await from.read(lines.space(), { position: readPosition });
    lines.filled(bytesRead);
    readPosition += bytesRead;
    return bytesRead > 0;
  };

  const takeLines = (records: SourceRecord[], timestamp: number): void => {
    while (records.length < batchSize) {
      const value = lines.nextLine();
      if (value === null) return;
      records.push({
        sourcePartition,
        sourceOffset: { position: startPosition + lines.consumed() },
        topic,
        kafkaPartition: null,
        keySchema: null,
        key: null,
        valueSchema: STRING_SCHEMA,
        value,
        timestamp,
        headers: NO_HEADERS,
      });
    }
  };

  return {
    poll: async (signal) => {
      handle ??= await openAt(file, startPosition);
      if (handle === null) {
        context.log.warn(`Couldn't find file ${file}, waiting for it to be created`);
        return null;
      }
      const records: SourceRecord[] = [];
      const timestamp = Date.now();
      do takeLines(records, timestamp);
      while (records.length < batchSize && !signal.aborted && (await fill(handle)));
      return records.length > 0 ? records : null;
    },
    stop: async () => handle?.close(),
  };
});
