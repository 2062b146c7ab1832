import type { SourceOffset, SourcePartition } from '../../connect/offset.ts';
import { ConflictError } from '../config-backing-store.ts';
import { FencedError, type OffsetBackingStore, type OffsetChange } from '../offset-backing-store.ts';
import { decodeOffset, encodeOffset } from '../offset-json.ts';
import { partitionKey } from '../partition-key.ts';
import { decodePending, encodePending } from '../pending-json.ts';
import { sameOffset } from '../same-offset.ts';
import type { Lease } from '../status-backing-store.ts';

/** Keeps JSON as the databases do, so that what comes back has the types that they give. */
export const createMemoryOffsets = (isNewest: (lease: Lease) => boolean): OffsetBackingStore => {
  const connectors = new Map<string, Map<string, string>>();
  const pending = new Map<string, Map<number, { readonly sequence: number; readonly offsets: string }>>();
  const read = (connector: string, partition: SourcePartition): SourceOffset | null => {
    const text = connectors.get(connector)?.get(partitionKey(partition));
    return text === undefined ? null : decodeOffset(text);
  };
  const write = (connector: string, changes: readonly OffsetChange[]): void => {
    const offsets = new Map(connectors.get(connector));
    for (const { partition, offset } of changes)
      if (offset === null) offsets.delete(partitionKey(partition));
      else offsets.set(partitionKey(partition), encodeOffset(offset));
    connectors.set(connector, offsets);
  };
  return {
    offsets: async (connector) =>
      [...(connectors.get(connector) ?? [])].map(([partition, offset]) => ({
        partition: decodeOffset(partition),
        offset: decodeOffset(offset),
      })),
    get: async (connector, partitions) => partitions.map((partition) => read(connector, partition)),
    put: async (lease, changes) => {
      if (changes.length === 0) return;
      if (!isNewest(lease)) throw new FencedError(lease);
      write(lease.connector, changes);
    },
    advance: async (connector, partition, from, to) => {
      if (!sameOffset(read(connector, partition), from))
        throw new ConflictError(`An offset of connector ${connector} was changed in between`);
      write(connector, [{ partition, offset: to }]);
    },
    alter: async (connector, changes) => write(connector, changes),
    pendingOffsets: async (connector) =>
      [...(pending.get(connector) ?? [])]
        .map(([task, { sequence, offsets }]) => ({ task, sequence, offsets: decodePending(offsets) }))
        .sort((a, b) => a.task - b.task),
    replacePending: async (lease, { from, committed, to }) => {
      const ofConnector = pending.get(lease.connector) ?? new Map();
      if (!isNewest(lease) || ofConnector.get(lease.task)?.sequence !== from?.sequence) throw new FencedError(lease);
      if (committed) write(lease.connector, from?.offsets ?? []);
      if (to === undefined) ofConnector.delete(lease.task);
      else ofConnector.set(lease.task, { sequence: to.sequence, offsets: encodePending(to.offsets) });
      pending.set(lease.connector, ofConnector);
    },
  };
};
