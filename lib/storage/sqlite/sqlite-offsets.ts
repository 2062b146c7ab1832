import * as v from 'valibot';
import type { SourceOffset, SourcePartition } from '../../connect/offset.ts';
import { ConflictError } from '../config-backing-store.ts';
import { FencedError, type OffsetBackingStore, type OffsetChange } from '../offset-backing-store.ts';
import { decodeOffset, encodeOffset } from '../offset-json.ts';
import { partitionKey } from '../partition-key.ts';
import { decodePending, encodePending } from '../pending-json.ts';
import { sameOffset } from '../same-offset.ts';
import type { Database } from './open-database.ts';
import { isNewestLease } from './sqlite-leases.ts';

const offsetRow = v.object({ partition: v.string(), offset: v.string() });

const pendingRow = v.object({ task: v.number(), sequence: v.number(), offsets: v.string() });

export const createSqliteOffsets = (database: Database): OffsetBackingStore => {
  const read = (connector: string, partition: SourcePartition): SourceOffset | null => {
    const find = 'SELECT partition, "offset" FROM offsets WHERE connector = ? AND partition = ?';
    const row = database.row(offsetRow, find, connector, partitionKey(partition));
    return row === undefined ? null : decodeOffset(row.offset);
  };
  const write = (connector: string, { partition, offset }: OffsetChange): void => {
    const key = [connector, partitionKey(partition)];
    if (offset === null) database.run('DELETE FROM offsets WHERE connector = ? AND partition = ?', ...key);
    else database.run('REPLACE INTO offsets VALUES (?, ?, ?)', ...key, encodeOffset(offset));
  };
  return {
    offsets: async (connector) =>
      database
        .rows(offsetRow, 'SELECT partition, "offset" FROM offsets WHERE connector = ?', connector)
        .map((row) => ({ partition: decodeOffset(row.partition), offset: decodeOffset(row.offset) })),
    get: async (connector, partitions) => partitions.map((partition) => read(connector, partition)),
    put: async (lease, changes) => {
      if (changes.length === 0) return;
      database.atomically(() => {
        if (!isNewestLease(database, lease)) throw new FencedError(lease);
        for (const change of changes) write(lease.connector, change);
      });
    },
    advance: async (connector, partition, from, to) =>
      database.atomically(() => {
        if (!sameOffset(read(connector, partition), from))
          throw new ConflictError(`An offset of connector ${connector} was changed in between`);
        write(connector, { partition, offset: to });
      }),
    alter: async (connector, changes) =>
      database.atomically(() => {
        for (const change of changes) write(connector, change);
      }),
    pendingOffsets: async (connector) =>
      database
        .rows(
          pendingRow,
          'SELECT task, sequence, offsets FROM pending_offsets WHERE connector = ? ORDER BY task',
          connector,
        )
        .map(({ task, sequence, offsets }) => ({ task, sequence, offsets: decodePending(offsets) })),
    replacePending: async (lease, { from, committed, to }) =>
      database.atomically(() => {
        const key = [lease.connector, lease.task];
        const find = 'SELECT task, sequence, offsets FROM pending_offsets WHERE connector = ? AND task = ?';
        const stored = database.row(pendingRow, find, ...key);
        if (!isNewestLease(database, lease) || stored?.sequence !== from?.sequence) throw new FencedError(lease);
        if (committed) for (const change of from?.offsets ?? []) write(lease.connector, change);
        if (to === undefined) database.run('DELETE FROM pending_offsets WHERE connector = ? AND task = ?', ...key);
        else
          database.run(
            'REPLACE INTO pending_offsets VALUES (?, ?, ?, ?)',
            ...key,
            to.sequence,
            encodePending(to.offsets),
          );
      }),
  };
};
