import type { RequestDefinition } from './request.ts';
import { array, int32, string } from './wire.ts';

export interface DeletedOffsets {
  /** 0 for none. */
  readonly errorCode: number;
  readonly partitions: readonly { readonly topic: string; readonly partition: number; readonly errorCode: number }[];
}

/** Makes a group forget offsets (KIP-496). */
export const offsetDeleteRequest = (
  groupId: string,
  topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[],
): RequestDefinition<DeletedOffsets> => ({
  apiName: 'OffsetDelete',
  apiKey: 47,
  apiVersion: 0,
  body: [string(groupId), array(topics, ({ topic, partitions }) => [string(topic), array(partitions, int32)])],
  read: (reader) => {
    const errorCode = reader.int16();
    const throttleMs = reader.int32();
    const partitions = reader.array(() => {
      const topic = reader.string();
      return reader.array(() => ({ topic, partition: reader.int32(), errorCode: reader.int16() }));
    });
    return { throttleMs, response: { errorCode, partitions: partitions.flat() } };
  },
});
