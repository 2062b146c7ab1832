import { ConnectError } from '../../connect/errors.ts';
import type { OffsetBackingStore } from '../../storage/offset-backing-store.ts';
import type { PartitionRecords } from './sink-runtime.ts';

/**
 * At-most-once for sinks: claims a partition's records before they are put, by moving the stored position behind them, and
 * leaves out what an earlier delivery has claimed.
 *
 * @throws ConflictError when another delivery claims at the same time.
 */
export const claim = async (
  offsets: OffsetBackingStore,
  connector: string,
  batch: PartitionRecords,
): Promise<PartitionRecords> => {
  const { topic, partition } = batch;
  const key = { kafka_topic: topic, kafka_partition: partition };
  const [stored = null] = await offsets.get(connector, [key]);
  const position = stored?.kafka_offset ?? 0;
  if (typeof position !== 'number')
    throw new ConnectError(`Stored position of ${topic}-${partition} is not a number: ${String(position)}`);
  const records = batch.records.filter(({ offset }) => offset >= position);
  const last = records.at(-1);
  if (last !== undefined) await offsets.advance(connector, key, stored, { kafka_offset: last.offset + 1 });
  return { topic, partition, records };
};
