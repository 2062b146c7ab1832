import { asBuffer } from '../connect/as-buffer.ts';
import type { RawHeader } from '../connect/converter.ts';
import type { KafkaEventRecord } from './event-types.ts';
import type { ConsumerRecord } from './port.ts';

/** Writes one record of an event. */
export const encodeEventRecord = (record: ConsumerRecord): KafkaEventRecord => {
  const { topic, partition, offset, timestamp, timestampType, key, value, headers } = record;
  return {
    topic,
    partition,
    offset,
    timestamp,
    timestampType,
    ...(key !== null && { key: base64(key) }),
    ...(value !== null && { value: base64(value) }),
    headers: headers.map(encodeHeader),
  };
};

const encodeHeader = ({ key, value }: RawHeader): Readonly<Record<string, readonly number[] | null>> => ({
  [key]: value === null ? null : Array.from(value, (byte) => (byte << 24) >> 24),
});

const base64 = (bytes: Uint8Array): string => asBuffer(bytes).toString('base64');

/** Names, digits and punctuation of a record's JSON. */
const RECORD_OVERHEAD_BYTES = 180;

/** The most bytes that a record takes in the JSON of an event, without writing it. */
export const maxEventRecordSize = ({ topic, key, value, headers }: ConsumerRecord): number => {
  let size = RECORD_OVERHEAD_BYTES + topic.length + base64Length(key) + base64Length(value);
  // A character may be written as \uXXXX, a byte as -128 and a comma.
  for (const header of headers) size += 12 + 6 * header.key.length + 5 * (header.value?.length ?? 0);
  return size;
};

const base64Length = (bytes: Uint8Array | null): number => (bytes === null ? 0 : 4 * Math.ceil(bytes.length / 3));
