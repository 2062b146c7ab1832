import type { RawHeader } from '../../connect/converter.ts';
import type { ConsumerRecord } from '../port.ts';
import { at, attribute } from './batch-layout.ts';
import type { FetchedRecords } from './decode-batches.ts';
import { createRecordReader, type RecordReader } from './record-reader.ts';

const NO_HEADERS: readonly RawHeader[] = [];

/** Appends the records of one batch to those before it; `content` is what follows its header, decompressed. */
export const decodeRecords = (
  batch: Buffer,
  content: Buffer,
  { topic, partition, fromOffset }: FetchedRecords,
  records: ConsumerRecord[],
): void => {
  const reader = createRecordReader(content);
  const baseOffset = Number(batch.readBigInt64BE(at.baseOffset));
  const baseTimestamp = Number(batch.readBigInt64BE(at.baseTimestamp));
  const isLogAppendTime = (batch.readInt16BE(at.attributes) & attribute.logAppendTime) !== 0;
  const timestampType = isLogAppendTime ? 'LOG_APPEND_TIME' : 'CREATE_TIME';
  const appendTime = isLogAppendTime ? Number(batch.readBigInt64BE(at.maxTimestamp)) : null;
  for (let left = batch.readInt32BE(at.count); left > 0; left--) {
    reader.varint();
    reader.skip(1);
    const timestamp = baseTimestamp + reader.varlong();
    const offset = baseOffset + reader.varint();
    const key = reader.bytes();
    const value = reader.bytes();
    const headers = readHeaders(reader);
    if (offset < fromOffset) continue;
    records.push({ topic, partition, offset, timestamp: appendTime ?? timestamp, timestampType, key, value, headers });
  }
};

const readHeaders = (reader: RecordReader): readonly RawHeader[] => {
  const count = reader.varint();
  if (count <= 0) return NO_HEADERS;
  return Array.from({ length: count }, () => ({ key: reader.bytes()?.toString() ?? '', value: reader.bytes() }));
};
