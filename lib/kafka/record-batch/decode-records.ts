import type { RawHeader } from '../../connect/converter.ts';
import type { ConsumerRecord } from '../port.ts';
import { at, attribute } from './batch-layout.ts';
import type { FetchedRecords } from './decode-batches.ts';
import { createRecordReader, type RecordReader } from './record-reader.ts';

const NO_HEADERS: readonly RawHeader[] = [];

/** Reads one batch's records from the first to the last, some at a time. */
export interface BatchCursor {
  isAtEnd(): boolean;
  /** Appends until there are `max` records, or the batch ends. @throws ConnectError when it ends inside a record. */
  readInto(records: ConsumerRecord[], max: number): void;
}

/** @param content what follows the batch's header, decompressed. */
export const createBatchCursor = (
  batch: Buffer,
  content: Buffer,
  { topic, partition, fromOffset }: FetchedRecords,
): BatchCursor => {
  const reader = createRecordReader(content);
  const baseOffset = Number(batch.readBigInt64BE(at.baseOffset));
  const baseTimestamp = Number(batch.readBigInt64BE(at.baseTimestamp));
  const isLogAppendTime = (batch.readInt16BE(at.attributes) & attribute.logAppendTime) !== 0;
  const timestampType = isLogAppendTime ? 'LOG_APPEND_TIME' : 'CREATE_TIME';
  const appendTime = isLogAppendTime ? Number(batch.readBigInt64BE(at.maxTimestamp)) : null;
  let left = batch.readInt32BE(at.count);
  return {
    isAtEnd: () => left <= 0,
    readInto: (records, max) => {
      for (; left > 0 && records.length < max; left--) {
        reader.varint();
        reader.skip(1);
        const timestamp = baseTimestamp + reader.varlong();
        const offset = baseOffset + reader.varint();
        const key = reader.bytes();
        const value = reader.bytes();
        const headers = readHeaders(reader);
        if (offset < fromOffset) continue;
        records.push({
          topic,
          partition,
          offset,
          timestamp: appendTime ?? timestamp,
          timestampType,
          key,
          value,
          headers,
        });
      }
    },
  };
};

const readHeaders = (reader: RecordReader): readonly RawHeader[] => {
  const count = reader.varint();
  if (count <= 0) return NO_HEADERS;
  return Array.from({ length: count }, () => ({ key: reader.bytes()?.toString() ?? '', value: reader.bytes() }));
};
