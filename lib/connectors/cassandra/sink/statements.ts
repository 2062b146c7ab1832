import type { TableInfo } from './table-info.ts';

/** Quoted whenever it could be anything but what it says. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const tableOf = ({ keyspace, name }: TableInfo): string => `${quoted(keyspace)}.${quoted(name)}`;

export interface StatementOptions {
  readonly table: TableInfo;
  /** In the order of their parameters. */
  readonly columns: readonly string[];
  readonly hasTtl: boolean;
}

const using = (hasTtl: boolean): string => (hasTtl ? 'USING TIMESTAMP ? AND TTL ?' : 'USING TIMESTAMP ?');

/** Parameters: the columns, the timestamp, the time to live if there is one. */
export const insertStatement = ({ table, columns, hasTtl }: StatementOptions): string =>
  `INSERT INTO ${tableOf(table)} (${columns.map(quoted).join(',')}) VALUES (${columns.map(() => '?').join(',')}) ${using(hasTtl)}`;

const where = (keys: readonly string[]): string => keys.map((name) => `${quoted(name)}=?`).join(' AND ');

/** Parameters: the timestamp, the time to live if there is one, the columns outside the primary key, the primary key. */
export const updateStatement = ({ table, columns, hasTtl }: StatementOptions): string =>
  `UPDATE ${tableOf(table)} ${using(hasTtl)} SET ${columns.map((name) => `${quoted(name)}=?`).join(',')} WHERE ${where(table.primaryKey)}`;

/** Parameters: the columns, the primary key. */
export const counterStatement = ({ table, columns }: StatementOptions): string =>
  `UPDATE ${tableOf(table)} SET ${columns.map((name) => `${quoted(name)}=${quoted(name)}+?`).join(',')} WHERE ${where(table.primaryKey)}`;

/** Parameters: the timestamp, which counters don't have, and the keys. */
export const deleteStatement = (table: TableInfo, keys: readonly string[]): string =>
  `DELETE FROM ${tableOf(table)} ${table.isCounter ? '' : 'USING TIMESTAMP ? '}WHERE ${where(keys)}`;
