import { ConnectError } from '../../connect/errors.ts';
import { codec, compressionType } from '../compression/codec.ts';
import type { ConsumerRecord } from '../port.ts';
import { type AbortedTransaction, createAbortedFilter } from './aborted-transactions.ts';
import { at, attribute, LENGTH_END } from './batch-layout.ts';
import { crc32c } from './crc32c.ts';
import { type BatchCursor, createBatchCursor } from './decode-records.ts';

/** What a fetch returned of one partition. */
export interface FetchedRecords {
  readonly topic: string;
  readonly partition: number;
  /** Record batches, the last one possibly cut off. */
  readonly bytes: Buffer;
  /** Records before it, which a batch may begin with, are left out. */
  readonly fromOffset: number;
  /** Of a `read_committed` fetch; `null` otherwise. */
  readonly aborted: readonly AbortedTransaction[] | null;
  readonly checkCrcs: boolean;
}

export interface DecodedRecords {
  /**
   * The records in order, some at a time and decoded only then: the objects of records that wait take several times the
   * bytes that they are made of, and outlive the young generation. A step throws ConnectError when a batch ends inside a record.
   */
  readonly slices: Iterable<readonly ConsumerRecord[]>;
  /** Where to fetch next: past control records, aborted ones, and what compaction took away. */
  readonly nextOffset: number;
}

/** As many as a poll of Kafka's consumer returns, by `max.poll.records`' default. */
const SLICE_RECORDS = 500;

/**
 * Reads the whole batches of a fetch; follows `org.apache.kafka.clients.consumer.internals.CompletedFetch`. Keys and values
 * are views into the fetched bytes.
 *
 * @throws ConnectError when a checksum is wrong or the format is older than Kafka 0.11's.
 */
export const decodeBatches = async (fetched: FetchedRecords): Promise<DecodedRecords> => {
  const { bytes, fromOffset } = fetched;
  const isAborted = createAbortedFilter(fetched.aborted);
  const cursors: BatchCursor[] = [];
  let nextOffset = fromOffset;
  for (const batch of wholeBatches(bytes)) {
    checkBatch(batch, fetched);
    const lastOffset = Number(batch.readBigInt64BE(at.baseOffset)) + batch.readInt32BE(at.lastOffsetDelta);
    const hidden = isAborted(batch, lastOffset) || (batch.readInt16BE(at.attributes) & attribute.control) !== 0;
    if (lastOffset < fromOffset) continue;
    if (!hidden) cursors.push(createBatchCursor(batch, await content(batch), fetched));
    nextOffset = lastOffset + 1;
  }
  return { slices: slicesOf(cursors), nextOffset };
};

function* slicesOf(cursors: Iterable<BatchCursor>): Generator<readonly ConsumerRecord[]> {
  let slice: ConsumerRecord[] = [];
  for (const cursor of cursors)
    while (!cursor.isAtEnd()) {
      cursor.readInto(slice, SLICE_RECORDS);
      if (slice.length < SLICE_RECORDS) continue;
      yield slice;
      slice = [];
    }
  if (slice.length > 0) yield slice;
}

function* wholeBatches(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  while (start + at.records <= bytes.length) {
    const end = start + LENGTH_END + bytes.readInt32BE(start + at.length);
    if (end > bytes.length) return;
    yield bytes.subarray(start, end);
    start = end;
  }
}

const checkBatch = (batch: Buffer, { topic, partition, checkCrcs }: FetchedRecords): void => {
  const magic = batch.readInt8(at.magic);
  const offset = batch.readBigInt64BE(at.baseOffset);
  if (magic !== 2)
    throw new ConnectError(
      `Record batch at offset ${offset} of ${topic}-${partition} has message format ${magic}, only 2 can be read.`,
    );
  if (checkCrcs && batch.readUInt32BE(at.crc) !== crc32c(batch.subarray(at.attributes)))
    throw new ConnectError(
      `Record batch for partition ${topic}-${partition} at offset ${offset} is invalid, cause: wrong checksum`,
    );
};

const content = async (batch: Buffer): Promise<Buffer> => {
  const type = compressionType(batch.readInt16BE(at.attributes) & attribute.compression);
  const bytes = batch.subarray(at.records);
  return type === 'none' ? bytes : (await codec(type)).decompress(bytes);
};
