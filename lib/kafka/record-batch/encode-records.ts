import type { ProducerRecord } from '../port.ts';
import { maxRecordSize } from './record-size.ts';
import { varintSize, varlongSize, writeVarint, writeVarlong } from './varint.ts';

/**
 * Writes records as they stand in a batch of format 2, offsets counted from 0; follows
 * `org.apache.kafka.common.record.DefaultRecord`. Timestamps are all set.
 */
export const encodeRecords = (
  records: readonly ProducerRecord[],
  timestamps: readonly number[],
  baseTimestamp: number,
): Buffer => {
  const buffer = Buffer.allocUnsafe(records.reduce((size, record) => size + maxRecordSize(record), 0));
  let at = 0;
  records.forEach((record, index) => {
    at = writeRecord(buffer, at, record, index, (timestamps[index] ?? baseTimestamp) - baseTimestamp);
  });
  return buffer.subarray(0, at);
};

const writeRecord = (
  to: Buffer,
  start: number,
  record: ProducerRecord,
  index: number,
  timestampDelta: number,
): number => {
  let at = writeVarint(to, start, recordSize(record, index, timestampDelta));
  to[at++] = 0;
  at = writeVarlong(to, at, timestampDelta);
  at = writeVarint(to, at, index);
  at = writeBytes(to, at, record.key);
  at = writeBytes(to, at, record.value);
  at = writeVarint(to, at, record.headers.length);
  for (const { key, value } of record.headers) {
    at = writeVarint(to, at, Buffer.byteLength(key));
    at += to.write(key, at);
    at = writeBytes(to, at, value);
  }
  return at;
};

const recordSize = (record: ProducerRecord, index: number, timestampDelta: number): number => {
  let size = 1 + varlongSize(timestampDelta) + varintSize(index) + bytesSize(record.key) + bytesSize(record.value);
  size += varintSize(record.headers.length);
  for (const { key, value } of record.headers) {
    const length = Buffer.byteLength(key);
    size += varintSize(length) + length + bytesSize(value);
  }
  return size;
};

const bytesSize = (bytes: Uint8Array | null): number => (bytes === null ? 1 : varintSize(bytes.length) + bytes.length);

const writeBytes = (to: Buffer, start: number, bytes: Uint8Array | null): number => {
  if (bytes === null) return writeVarint(to, start, -1);
  const at = writeVarint(to, start, bytes.length);
  to.set(bytes, at);
  return at + bytes.length;
};
