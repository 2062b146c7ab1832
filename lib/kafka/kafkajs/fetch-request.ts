import type { AbortedTransaction } from '../record-batch/aborted-transactions.ts';
import type { RequestDefinition } from './request.ts';
import { array, int8, int32, int64, string } from './wire.ts';
import type { WireReader } from './wire-reader.ts';

export interface FetchedPartition {
  readonly partition: number;
  /** 0 for none. */
  readonly errorCode: number;
  readonly aborted: readonly AbortedTransaction[];
  /** Record batches, the last one possibly cut off. */
  readonly bytes: Buffer;
}

export interface FetchOptions {
  readonly topic: string;
  readonly partitions: readonly { readonly partition: number; readonly offset: number }[];
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly maxPartitionBytes: number;
  readonly readCommitted: boolean;
}

/** Fetches partitions of one topic, without a fetch session; follows Kafka's `FetchRequest`. */
export const fetchRequest = (options: FetchOptions): RequestDefinition<readonly FetchedPartition[]> => ({
  apiName: 'Fetch',
  apiKey: 1,
  apiVersion: 11,
  brokerWaitMs: options.maxWaitMs,
  body: [
    int32(-1),
    int32(options.maxWaitMs),
    int32(options.minBytes),
    int32(options.maxBytes),
    int8(options.readCommitted ? 1 : 0),
    [int32(0), int32(-1)],
    array([options.topic], (topic) => [
      string(topic),
      array(options.partitions, ({ partition, offset }) => [
        [int32(partition), int32(-1), int64(BigInt(offset)), int64(-1n)],
        int32(options.maxPartitionBytes),
      ]),
    ]),
    array([], string),
    string(''),
  ],
  read: (reader) => {
    const throttleMs = reader.int32();
    // An error of the fetch session, which there is none of; and its id.
    reader.int16();
    reader.int32();
    return { throttleMs, response: reader.array(readTopic).flat() };
  },
});

const readTopic = (reader: WireReader): readonly FetchedPartition[] => {
  reader.string();
  return reader.array(readPartition);
};

const readPartition = (reader: WireReader): FetchedPartition => {
  const partition = reader.int32();
  const errorCode = reader.int16();
  // High watermark, last stable offset and log start offset.
  for (let offset = 0; offset < 3; offset++) reader.int64();
  const aborted = reader.array(() => ({ producerId: reader.int64(), firstOffset: Number(reader.int64()) }));
  // Preferred read replica.
  reader.int32();
  return { partition, errorCode, aborted, bytes: reader.bytes() };
};
