import type { TableId } from '../table-id.ts';
import { qualifiedName } from '../table-id.ts';

/** Deals tables out in runs of nearly equal length; follows `org.apache.kafka.connect.util.ConnectorUtils`. */
export const groupTables = (tables: readonly string[], maxGroups: number): ReadonlyArray<readonly string[]> => {
  const groups = Math.min(tables.length, maxGroups);
  const [size, larger] = [Math.floor(tables.length / groups), tables.length % groups];
  return Array.from({ length: groups }, (_, index) => {
    const start = index * size + Math.min(index, larger);
    return tables.slice(start, start + size + (index < larger ? 1 : 0));
  });
};

/** FNV-1a over UTF-16 units: the same on every run and machine. */
const stableHash = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

/** Whether a table falls in a share such as `1/3`: the second of three tasks. */
export const isInShare = (table: TableId, share: string): boolean => {
  const [index = 0, count = 1] = share.split('/').map(Number);
  return stableHash(qualifiedName(table)) % count === index;
};
