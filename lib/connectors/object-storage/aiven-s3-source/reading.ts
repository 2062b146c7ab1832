import { asError, ConnectError, DataError } from '../../../connect/errors.ts';
import { NO_HEADERS } from '../../../connect/header.ts';
import type { Logger } from '../../../connect/logger.ts';
import { offsetOnly } from '../../../connect/offset-only.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import { OPTIONAL_BYTES_SCHEMA } from '../../../connect/schema.ts';
import type { SchemaAndValue } from '../../../connect/value.ts';
import { type Cursor, createCursor } from '../read/cursor.ts';
import type { FileReader } from '../read/file-reader.ts';
import type { S3Objects } from '../s3-source/s3-objects.ts';
import type { FoundObject } from './find-objects.ts';
import { type Position, partitionOf, positionOffset } from './position.ts';

export interface ReadingOptions {
  readonly bucket: string;
  /** Of all objects; by default the one that their names say. */
  readonly topic: string | null;
  readonly objects: Pick<S3Objects, 'open'>;
  readonly read: FileReader;
  /** Whether keys say that they are bytes. */
  readonly hasKeySchema: boolean;
  /** Whether what cannot be read is left out. */
  readonly ignoresErrors: boolean;
  readonly log: Logger;
}

/** An object being read. */
export interface Reading {
  /** The next records, so many at most; the last one's offset says so. */
  next(count: number): Promise<readonly SourceRecord[]>;
  isDone(): boolean;
  close(): Promise<void>;
}

/** Goes on behind the records that are done already. An object that was replaced by a shorter one is done, as in the original. */
const openBehind = async (records: Cursor<SchemaAndValue>, done: number, count: number): Promise<void> => {
  for (let left = done; left > 0; ) {
    const { length } = await records.take(Math.min(left, count));
    if (length === 0) return;
    left -= length;
  }
};

/** Reads an object; its key is the key of each record. */
export const startReading = (object: FoundObject, options: ReadingOptions): Reading => {
  const { key } = object;
  const sourcePartition = partitionOf(options.bucket, key);
  const keyBytes = Buffer.from(key);
  let cursor: Cursor<SchemaAndValue> | null = null;

  const recordAt = (position: Position) => ({
    sourcePartition,
    sourceOffset: positionOffset(position),
    headers: NO_HEADERS,
    timestamp: null,
  });

  /** Nothing else says that the object is over. */
  const onlyOffset = (position: Position): SourceRecord => offsetOnly(sourcePartition, positionOffset(position));

  const topicOf = (): string => {
    const topic = options.topic ?? object.topic;
    if (topic === null) throw new DataError('There is no topic in its name, and none is configured');
    return topic;
  };

  const open = async (count: number): Promise<Cursor<SchemaAndValue>> => {
    const opened = createCursor(options.read(options.objects.open(key)));
    cursor = opened;
    await openBehind(opened, object.position.recordCount, count);
    return opened;
  };

  const read = async (count: number): Promise<readonly SourceRecord[]> => {
    const topic = topicOf();
    const records = cursor ?? (await open(count));
    const taken = await records.take(count);
    const { recordCount } = object.position;
    const eof = records.isDone();
    object.position = { recordCount: recordCount + taken.length, eof };
    if (taken.length === 0) return eof ? [onlyOffset(object.position)] : [];
    return taken.map(({ schema, value }, index) => ({
      ...recordAt({ recordCount: recordCount + index + 1, eof: eof && index === taken.length - 1 }),
      topic,
      kafkaPartition: object.partition,
      keySchema: options.hasKeySchema ? OPTIONAL_BYTES_SCHEMA : null,
      key: keyBytes,
      valueSchema: schema,
      value,
    }));
  };

  const giveUp = (error: DataError): readonly SourceRecord[] => {
    const { recordCount } = object.position;
    const message = `Object ${key} cannot be read beyond record ${recordCount}: ${error.message}`;
    if (!options.ignoresErrors) throw new ConnectError(message, { cause: error });
    options.log.warn(`${message}; the rest of it is ignored`);
    object.position = { recordCount, eof: true };
    return [onlyOffset(object.position)];
  };

  const close = async (): Promise<void> => {
    await cursor?.close();
    cursor = null;
  };

  return {
    next: async (count) => {
      try {
        return await read(count);
      } catch (thrown) {
        await close();
        const error = asError(thrown);
        if (error instanceof DataError) return giveUp(error);
        throw error;
      }
    },
    isDone: () => object.position.eof,
    close,
  };
};
