import { ConnectError, DataError } from '../../connect/errors.ts';
import type { Partitioner } from '../partitioner.ts';
import type { ProducerRecord } from '../port.ts';
import { BATCH_OVERHEAD_BYTES, maxRecordSize } from '../record-batch/record-size.ts';
import type { KnownTopic } from './topic-directory.ts';

/** Records that go to one partition in one piece. */
export interface ProducerBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly ProducerRecord[];
  /** Where the records stand in what the caller sent. */
  readonly indexes: readonly number[];
}

interface GrowingBatch extends ProducerBatch {
  readonly records: ProducerRecord[];
  readonly indexes: number[];
  bytes: number;
}

/**
 * Deals records out into batches, in order within each partition.
 *
 * @throws DataError when a record is larger than a request may be; ConnectError when its partition does not exist. Nothing
 * has been sent then.
 */
export const toBatches = (
  records: readonly ProducerRecord[],
  topics: ReadonlyMap<string, KnownTopic>,
  partitionOf: Partitioner,
  limits: { readonly maxBatchBytes: number; readonly maxRequestBytes: number },
): readonly ProducerBatch[] => {
  const batches: GrowingBatch[] = [];
  const open = new Map<string, (GrowingBatch | undefined)[]>();
  records.forEach((record, index) => {
    const { topic } = record;
    const bytes = checkedSize(record, limits.maxRequestBytes);
    const partition = choosePartition(record, topics, partitionOf);
    const openOfTopic = open.get(topic) ?? [];
    let batch = openOfTopic[partition];
    if (batch === undefined || batch.bytes + bytes > limits.maxBatchBytes) {
      batch = { topic, partition, records: [], indexes: [], bytes: BATCH_OVERHEAD_BYTES };
      batches.push(batch);
      openOfTopic[partition] = batch;
      open.set(topic, openOfTopic);
    }
    batch.records.push(record);
    batch.indexes.push(index);
    batch.bytes += bytes;
  });
  return batches;
};

const checkedSize = (record: ProducerRecord, maxRequestBytes: number): number => {
  const bytes = maxRecordSize(record);
  if (bytes + BATCH_OVERHEAD_BYTES > maxRequestBytes)
    throw new DataError(
      `The message for topic ${record.topic} is ${bytes + BATCH_OVERHEAD_BYTES} bytes when serialized which is larger than ` +
        `${maxRequestBytes}, which is the value of the max.request.size configuration.`,
    );
  return bytes;
};

const choosePartition = (
  { topic, partition, key }: ProducerRecord,
  topics: ReadonlyMap<string, KnownTopic>,
  partitionOf: Partitioner,
): number => {
  const known = topics.get(topic);
  if (known === undefined) throw new ConnectError(`Topic ${topic} is not known.`);
  if (partition === null) return partitionOf(topic, key, known);
  if (partition < 0 || partition >= known.count)
    throw new ConnectError(
      `Invalid partition given with record: ${partition} is not in the range [0...${known.count}) of topic ${topic}.`,
    );
  return partition;
};

/** Both halves, for a broker to which the whole is too large. */
export const halves = (batch: ProducerBatch): readonly ProducerBatch[] => {
  const middle = Math.ceil(batch.records.length / 2);
  return [
    { ...batch, records: batch.records.slice(0, middle), indexes: batch.indexes.slice(0, middle) },
    { ...batch, records: batch.records.slice(middle), indexes: batch.indexes.slice(middle) },
  ];
};
