import { createHash } from 'node:crypto';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { SourceOffset, SourcePartition } from '../../connect/offset.ts';
import type { StoredOffset } from '../offset-backing-store.ts';
import { decodeOffset, encodeOffset } from '../offset-json.ts';
import { partitionKey } from '../partition-key.ts';
import { fitting } from './item-size.ts';
import type { Item } from './table.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const maxSortKeyBytes = 1024;

/** The partition's sort key: itself or, when that is too long, its hash. No hash begins with `{`, as partitions do. */
const sortKey = (partition: SourcePartition): string => {
  const full = partitionKey(partition);
  return isTooLong(full) ? createHash('sha256').update(full).digest('hex') : full;
};

const isTooLong = (key: string): boolean => Buffer.byteLength(key) > maxSortKeyBytes;

export const offsetKey = (connector: string, partition: SourcePartition): Item =>
  marshall({ connector, partition: sortKey(partition) });

export const offsetItem = (connector: string, partition: SourcePartition, offset: SourceOffset): Item => {
  const full = partitionKey(partition);
  const item = {
    ...offsetKey(connector, partition),
    offset: { S: encodeOffset(offset) },
    ...(isTooLong(full) && { fullPartition: { S: full } }),
  };
  return fitting(item, `An offset of connector ${connector}`);
};

const storedOffset = v.object({
  partition: v.object({ S: v.string() }),
  fullPartition: v.exactOptional(v.object({ S: v.string() })),
  offset: v.object({ S: v.string() }),
});

export const readOffsetItem = (item: Item): StoredOffset => {
  const { partition, fullPartition, offset } = v.parse(storedOffset, item);
  return { partition: decodeOffset((fullPartition ?? partition).S), offset: decodeOffset(offset.S) };
};
