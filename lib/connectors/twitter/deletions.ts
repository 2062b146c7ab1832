import * as v from 'valibot';
import type { Logger } from '../../connect/logger.ts';
import type { OffsetStorageReader } from '../../connect/offset.ts';
import type { SourceRecord } from '../../connect/record.ts';
import { Struct } from '../../connect/struct.ts';
import type { XApi } from './api.ts';
import { createLineStream } from './line-stream.ts';
import { DELETION_KEY_SCHEMA } from './schemas.ts';
import { idOf } from './status.ts';

/** X deals its compliance events out to so many streams. */
const PARTITIONS = [1, 2, 3, 4];

const eventSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    data: v.object({ delete: v.optional(v.object({ tweet: v.object({ id: v.string() }), event_at: v.string() })) }),
  }),
);

export interface Deletions {
  take(signal: AbortSignal): Promise<readonly SourceRecord[]>;
  close(): Promise<void>;
}

/** Tombstones of posts that X deleted: https://docs.x.com/x-api/compliance/streams/introduction */
export const openDeletions = async (
  { api, topic, log }: { readonly api: XApi; readonly topic: string; readonly log: Logger },
  offsets: OffsetStorageReader,
): Promise<Deletions> => {
  const partitions = PARTITIONS.map((compliance) => ({ compliance }));
  const stored = await offsets.offsets(partitions);
  const streams = partitions.map((sourcePartition, index) => {
    let startTime = stored[index]?.event_at ?? null;
    const lines = createLineStream(
      (signal) =>
        api({
          path: '/2/tweets/compliance/stream',
          parameters: {
            partition: String(sourcePartition.compliance),
            start_time: startTime === null ? null : String(startTime),
          },
          signal,
        }),
      log,
    );
    const recordOf = (line: string): readonly SourceRecord[] => {
      const { delete: deletion } = v.parse(eventSchema, line).data;
      if (deletion === undefined) return [];
      startTime = deletion.event_at;
      return [
        {
          sourcePartition,
          sourceOffset: { event_at: deletion.event_at },
          topic,
          kafkaPartition: null,
          keySchema: DELETION_KEY_SCHEMA,
          key: new Struct(DELETION_KEY_SCHEMA, [idOf(deletion.tweet.id)]),
          valueSchema: null,
          value: null,
          timestamp: null,
          headers: [],
        },
      ];
    };
    return { lines, recordOf };
  });
  return {
    take: async (signal) => {
      const taken = await Promise.all(
        streams.map(async ({ lines, recordOf }) => (await lines.take(signal)).flatMap(recordOf)),
      );
      return taken.flat();
    },
    close: async () => void (await Promise.all(streams.map(({ lines }) => lines.close()))),
  };
};
