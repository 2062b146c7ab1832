import { groupBy } from './group-by.ts';
import type { RequestDefinition } from './request.ts';
import { array, bytes, int16, int32, NULL_STRING, string } from './wire.ts';
import type { WireReader } from './wire-reader.ts';

export interface ProducedBatch {
  readonly topic: string;
  readonly partition: number;
  /** 0 for none. */
  readonly errorCode: number;
  /** Offset of the batch's first record. */
  readonly baseOffset: number;
}

/** Sends one batch a partition; follows Kafka's `ProduceRequest`. */
export const produceRequest = (options: {
  readonly acks: -1 | 1;
  readonly timeoutMs: number;
  /** Absent outside of transactions. */
  readonly transactionalId?: string | undefined;
  readonly batches: readonly { readonly topic: string; readonly partition: number; readonly bytes: Buffer }[];
}): RequestDefinition<readonly ProducedBatch[]> => ({
  apiName: 'Produce',
  apiKey: 0,
  apiVersion: 7,
  body: [
    options.transactionalId === undefined ? NULL_STRING : string(options.transactionalId),
    int16(options.acks),
    int32(options.timeoutMs),
    array([...groupBy(options.batches, ({ topic }) => topic)], ([topic, batches]) => [
      string(topic),
      array(batches, (batch) => [int32(batch.partition), bytes(batch.bytes)]),
    ]),
  ],
  read: (reader) => {
    const response = reader.array(readTopic).flat();
    return { throttleMs: reader.int32(), response };
  },
});

const readTopic = (reader: WireReader): readonly ProducedBatch[] => {
  const topic = reader.string();
  return reader.array(() => {
    const batch = {
      topic,
      partition: reader.int32(),
      errorCode: reader.int16(),
      baseOffset: Number(reader.int64()),
    };
    // Append time and log start offset.
    reader.int64();
    reader.int64();
    return batch;
  });
};
