import { at, attribute } from './batch-layout.ts';
import { createRecordReader } from './record-reader.ts';

/** A transaction whose records must not be seen, from its first record in the partition on. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: number;
}

/**
 * Tells which batches belong to aborted transactions, asked in the order of the log; follows `CompletedFetch`, whose
 * `consumeAbortedTransactionsUpTo` this is. `null` hides nothing.
 */
export const createAbortedFilter = (
  transactions: readonly AbortedTransaction[] | null,
): ((batch: Buffer, lastOffset: number) => boolean) => {
  const upcoming = [...(transactions ?? [])].sort((a, b) => b.firstOffset - a.firstOffset);
  const aborted = new Set<bigint>();
  return (batch, lastOffset) => {
    for (let next = upcoming.at(-1); next !== undefined && next.firstOffset <= lastOffset; next = upcoming.at(-1)) {
      aborted.add(next.producerId);
      upcoming.pop();
    }
    if (aborted.size === 0) return false;
    const producerId = batch.readBigInt64BE(at.producerId);
    const attributes = batch.readInt16BE(at.attributes);
    if ((attributes & attribute.control) !== 0) {
      if (isAbortMarker(batch)) aborted.delete(producerId);
      return false;
    }
    return (attributes & attribute.transactional) !== 0 && aborted.has(producerId);
  };
};

/** The key of a control record is version and type, and type 0 aborts; follows `ControlRecordType`. */
const isAbortMarker = (batch: Buffer): boolean => {
  const reader = createRecordReader(batch.subarray(at.records));
  reader.varint();
  reader.skip(1);
  reader.varlong();
  reader.varint();
  const key = reader.bytes();
  return key !== null && key.length >= 4 && key.readInt16BE(2) === 0;
};
