import { crc32 } from 'node:zlib';
import type { SinkRecord } from '../../../lib/connect/record.ts';
import { INT64_SCHEMA, STRING_SCHEMA, structSchema } from '../../../lib/connect/schema.ts';
import { Struct } from '../../../lib/connect/struct.ts';

/** Ids of a partition begin at a multiple of this. */
export const PARTITION_IDS = 1_000_000_000;

const SCHEMA = structSchema([
  ['id', INT64_SCHEMA],
  ['text', STRING_SCHEMA],
]);

const textOf = (id: number): string => `${id * 2654435761}`.padStart(80, 'x');

/** Record number `offset` of a partition, always the same. */
export const numberedRecord = (topic: string, partition: number, offset: number): SinkRecord => {
  const id = partition * PARTITION_IDS + offset;
  return {
    topic,
    kafkaPartition: partition,
    kafkaOffset: offset,
    keySchema: null,
    key: null,
    valueSchema: SCHEMA,
    value: new Struct(SCHEMA, [id, textOf(id)]),
    timestamp: 1_700_000_000_000 + offset,
    timestampType: 'CREATE_TIME',
    headers: [],
    originalTopic: topic,
    originalKafkaPartition: partition,
    originalKafkaOffset: offset,
  };
};

/** What the checksums of files must add up to. */
export const checksumOf = (partition: number, from: number, to: number): number => {
  let checksum = 0;
  for (let id = partition * PARTITION_IDS + from; id < partition * PARTITION_IDS + to; id++)
    checksum += crc32(`${id}:${textOf(id)}`);
  return checksum;
};
