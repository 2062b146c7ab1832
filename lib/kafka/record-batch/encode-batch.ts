import { type CompressionType, codec, compressionId } from '../compression/codec.ts';
import type { ProducerRecord } from '../port.ts';
import { at, attribute, LENGTH_END } from './batch-layout.ts';
import { crc32c } from './crc32c.ts';
import { encodeRecords } from './encode-records.ts';

/** Lets the broker recognise what it has already; follows `org.apache.kafka.common.utils.ProducerIdAndEpoch`. */
export interface ProducerIdentity {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly baseSequence: number;
}

/** A producer that is not idempotent. */
export const NO_IDENTITY: ProducerIdentity = { producerId: -1n, producerEpoch: -1, baseSequence: -1 };

/**
 * Makes a record batch without its identity, which {@link stampIdentity} adds: a batch that must be sent as another
 * producer is not compressed again.
 */
export const encodeBatch = async (
  records: readonly ProducerRecord[],
  {
    compression,
    transactional = false,
    now,
  }: { readonly compression: CompressionType; readonly transactional?: boolean; readonly now: number },
): Promise<Buffer> => {
  const timestamps = records.map(({ timestamp }) => timestamp ?? now);
  const baseTimestamp = timestamps[0] ?? now;
  const plain = encodeRecords(records, timestamps, baseTimestamp);
  const body = compression === 'none' ? plain : await (await codec(compression)).compress(plain);
  const batch = Buffer.allocUnsafe(at.records + body.length);
  batch.writeBigInt64BE(0n, at.baseOffset);
  batch.writeInt32BE(batch.length - LENGTH_END, at.length);
  batch.writeInt32BE(-1, at.partitionLeaderEpoch);
  batch.writeInt8(2, at.magic);
  batch.writeInt16BE(compressionId(compression) | (transactional ? attribute.transactional : 0), at.attributes);
  batch.writeInt32BE(records.length - 1, at.lastOffsetDelta);
  batch.writeBigInt64BE(BigInt(baseTimestamp), at.baseTimestamp);
  batch.writeBigInt64BE(
    BigInt(timestamps.reduce((max, timestamp) => Math.max(max, timestamp), baseTimestamp)),
    at.maxTimestamp,
  );
  batch.writeInt32BE(records.length, at.count);
  batch.set(body, at.records);
  return batch;
};

/** Says who sends the batch, and seals it with its checksum. */
export const stampIdentity = (batch: Buffer, identity: ProducerIdentity): void => {
  batch.writeBigInt64BE(identity.producerId, at.producerId);
  batch.writeInt16BE(identity.producerEpoch, at.producerEpoch);
  batch.writeInt32BE(identity.baseSequence, at.baseSequence);
  batch.writeUInt32BE(crc32c(batch.subarray(at.attributes)), at.crc);
};
