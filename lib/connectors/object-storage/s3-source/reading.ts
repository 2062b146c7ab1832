import { asError, ConnectError, DataError } from '../../../connect/errors.ts';
import { type Headers, NO_HEADERS } from '../../../connect/header.ts';
import type { Logger } from '../../../connect/logger.ts';
import { offsetOnly } from '../../../connect/offset-only.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { STRING_SCHEMA } from '../../../connect/schema.ts';
import type { FoundFile } from './find-files.ts';
import { type Position, positionOffset } from './position.ts';
import { type FileReaders, openFile } from './read-file.ts';
import { ObjectGoneError, type S3Objects } from './s3-objects.ts';

export interface ReadingOptions {
  readonly objects: S3Objects;
  readonly readers: FileReaders;
  /** Whether what cannot be read is left out. */
  readonly ignoresErrors: boolean;
  /** Where errors that are ignored are told. */
  readonly errorTopic?: string | null;
  /** Whether objects that are gone are no error: nobody may have listed them just now. */
  readonly skipsGone?: boolean;
  /** Headers of all records of an object, besides their own. */
  headersOf?(key: string): Promise<Headers>;
  readonly log: Logger;
}

/** A file being read. */
export interface Reading {
  /** The next records, so many at most; the last one's offset says so. */
  next(count: number): Promise<readonly SourceRecord[]>;
  isDone(): boolean;
  close(): Promise<void>;
}

/** Goes on behind the records that are done already. */
export const startReading = ({ file, state }: FoundFile, options: ReadingOptions): Reading => {
  const { objects, readers, ignoresErrors, errorTopic = null, skipsGone = false, log } = options;
  let common = NO_HEADERS;
  let records: ReturnType<typeof openFile> | null = null;
  let position: Position =
    state.position?.file === file.key ? state.position : { file: file.key, record: 0, eof: false };

  const open = async (count: number) => {
    common = (await options.headersOf?.(file.key)) ?? NO_HEADERS;
    const opened = openFile(objects, file, readers);
    for (let left = position.record; left > 0; ) {
      const { length } = await opened.take(Math.min(left, count));
      if (length === 0)
        throw new DataError(`There are fewer than the ${position.record} records that were read before`);
      left -= length;
    }
    return opened;
  };

  const close = async (): Promise<void> => {
    await records?.close();
    records = null;
  };

  const recordAt = (record: number, eof: boolean) => ({
    sourcePartition: state.partition,
    sourceOffset: positionOffset({ file: file.key, record, eof }),
    topic: file.topic,
    kafkaPartition: file.kafkaPartition,
  });

  /** Nothing else says that the file is over. */
  const onlyOffset = (): SourceRecord =>
    offsetOnly(state.partition, positionOffset({ file: file.key, record: position.record, eof: true }));

  const errorRecord = (topic: string, message: string): SourceRecord => ({
    ...recordAt(position.record, true),
    topic,
    kafkaPartition: null,
    keySchema: STRING_SCHEMA,
    key: file.key,
    valueSchema: STRING_SCHEMA,
    value: message,
    headers: NO_HEADERS,
    timestamp: null,
  });

  const read = async (count: number): Promise<readonly SourceRecord[]> => {
    records ??= await open(count);
    const taken = await records.take(count);
    const first = position.record + 1;
    const eof = records.isDone();
    position = { file: file.key, record: position.record + taken.length, eof };
    if (taken.length === 0) return eof ? [onlyOffset()] : [];
    return taken.map(({ key, value, headers, timestamp }, index) => ({
      ...recordAt(first + index, eof && index === taken.length - 1),
      keySchema: key.schema,
      key: key.value,
      valueSchema: value.schema,
      value: value.value,
      headers: common.length === 0 ? headers : [...headers, ...common],
      timestamp,
    }));
  };

  const giveUp = (error: DataError): readonly SourceRecord[] => {
    const message = `Object ${file.key} cannot be read beyond record ${position.record}: ${error.message}`;
    const isGone = skipsGone && error instanceof ObjectGoneError;
    if (!ignoresErrors && !isGone) throw new ConnectError(message, { cause: error });
    log.warn(`${message}; the rest of it is ignored`);
    position = { ...position, eof: true };
    return [errorTopic === null || isGone ? onlyOffset() : errorRecord(errorTopic, message)];
  };

  return {
    next: async (count) => {
      try {
        const batch = await read(count);
        state.position = position;
        return batch;
      } catch (thrown) {
        await close();
        const error = asError(thrown);
        if (!(error instanceof DataError)) throw error;
        const batch = giveUp(error);
        state.position = position;
        return batch;
      }
    },
    isDone: () => position.eof,
    close,
  };
};
