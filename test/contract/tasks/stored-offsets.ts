import type { OffsetStorageReader, SourceOffset } from '../../../lib/connect/offset.ts';
import type { SourceRecord } from '../../../lib/connect/record.ts';
import { decodeOffset, encodeOffset } from '../../../lib/storage/offset-json.ts';
import { partitionKey } from '../../../lib/storage/partition-key.ts';

/** The offsets that a store has when these records were the last to be acknowledged: written as text and read back. */
export const storedOffsets = (records: readonly SourceRecord[]): OffsetStorageReader => {
  const texts = new Map(
    records.map(({ sourcePartition, sourceOffset }) => [partitionKey(sourcePartition), encodeOffset(sourceOffset)]),
  );
  const offset: OffsetStorageReader['offset'] = async (partition): Promise<SourceOffset | null> => {
    const text = texts.get(partitionKey(partition));
    return text === undefined ? null : decodeOffset(text);
  };
  return { offset, offsets: (partitions) => Promise.all(partitions.map(offset)) };
};
