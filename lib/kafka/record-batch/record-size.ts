import type { ProducerRecord } from '../port.ts';

/** Bytes of a record batch before its records. */
export const BATCH_OVERHEAD_BYTES = 61;

/** The most that lengths, attributes and deltas of a record take. */
const RECORD_OVERHEAD_BYTES = 21;

/** Bytes of a record in a batch at most; follows `DefaultRecordBatch.estimateBatchSizeUpperBound`. */
export const maxRecordSize = ({ key, value, headers }: ProducerRecord): number => {
  let size = RECORD_OVERHEAD_BYTES + (key?.length ?? 0) + (value?.length ?? 0);
  // A string takes three bytes a UTF-16 unit at most.
  for (const header of headers) size += 10 + 3 * header.key.length + (header.value?.length ?? 0);
  return size;
};
