import fc from 'fast-check';
import type { ConsumerRecord, ProducerRecord } from '../../../lib/kafka/port.ts';

const bytes = fc.option(fc.uint8Array({ maxLength: 300 }), { nil: null });
const headers = fc.array(
  fc.record({
    key: fc.oneof(fc.constantFrom('a', 'b', '__proto__', '1', ''), fc.string({ unit: 'binary' })),
    value: bytes,
  }),
  { maxLength: 4 },
);

/** Records as a producer takes them, timestamps all set and far apart. */
export const producerRecord: fc.Arbitrary<ProducerRecord & { readonly timestamp: number }> = fc.record({
  topic: fc.constant('t'),
  partition: fc.constant(0),
  key: bytes,
  value: bytes,
  timestamp: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  headers,
});

export const consumerRecord: fc.Arbitrary<ConsumerRecord> = fc.record({
  topic: fc.stringMatching(/^[a-zA-Z0-9._-]{1,20}$/),
  partition: fc.integer({ min: 0, max: 10_000 }),
  offset: fc.maxSafeNat(),
  timestamp: fc.maxSafeNat(),
  timestampType: fc.constantFrom('CREATE_TIME', 'LOG_APPEND_TIME'),
  key: bytes,
  value: bytes,
  headers,
});

/** Bytes of any kind as plain lists, to compare what is equal byte by byte. */
export const plain = (value: Uint8Array | null): readonly number[] | null => (value === null ? null : [...value]);

export const plainRecord = <R extends Pick<ProducerRecord, 'key' | 'value' | 'headers'>>(record: R) => ({
  ...record,
  key: plain(record.key),
  value: plain(record.value),
  headers: record.headers.map((header) => ({ key: header.key, value: plain(header.value) })),
});
