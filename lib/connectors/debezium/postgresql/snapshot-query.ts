import { type Lsn, parseLsn } from './pgoutput.ts';
import { quoteIdentifier, type Session } from './session.ts';
import type { KnownTable } from './tables.ts';

/** What a table's rows are selected from and under which condition. */
export interface RowSource {
  /** `snapshot.select.statement.overrides` of this table. */
  readonly override: string | undefined;
  readonly filter: string | undefined;
  /** A partitioned table's rows are its partitions'; of any other table its heirs' rows are not its own. */
  readonly isPartitioned: boolean;
}

const fromClause = ({ schema }: KnownTable, { override, isPartitioned }: RowSource): string => {
  if (override !== undefined) return `(${override.replace(/;\s*$/, '')}) AS q`;
  const name = `${quoteIdentifier(schema.id.schema)}.${quoteIdentifier(schema.id.table)}`;
  return isPartitioned ? name : `ONLY ${name}`;
};

const columnList = (names: readonly string[]): string => names.map(quoteIdentifier).join(', ');

/** All rows, in no order. */
export const selectAll = (table: KnownTable, source: RowSource): string => {
  const where = source.filter === undefined ? '' : ` WHERE (${source.filter})`;
  return `SELECT ${columnList(table.columns)} FROM ${fromClause(table, source)}${where}`;
};

/** The next rows in the order of the key, after the row whose key is `$1, $2, …` when there was one. */
export const selectNext = (table: KnownTable, source: RowSource, isContinued: boolean, limit: number): string => {
  const order = columnList(table.order.map(({ name }) => name));
  const places = table.order.map((_, index) => `$${index + 1}`).join(', ');
  const conditions = [
    ...(source.filter === undefined ? [] : [`(${source.filter})`]),
    ...(isContinued ? [`(${order}) > (${places})`] : []),
  ];
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `SELECT ${columnList(table.columns)} FROM ${fromClause(table, source)}${where} ORDER BY ${order} LIMIT ${limit}`;
};

/** The last row in the order of the key. */
export const selectLast = (table: KnownTable, source: RowSource): string => {
  const where = source.filter === undefined ? '' : ` WHERE (${source.filter})`;
  const order = table.order.map(({ name }) => `${quoteIdentifier(name)} DESC`).join(', ');
  return `SELECT ${columnList(table.columns)} FROM ${fromClause(table, source)}${where} ORDER BY ${order} LIMIT 1`;
};

/** The moment of a snapshot, as its records tell it. */
export interface DatabaseMoment {
  readonly us: number;
  readonly txId: number;
}

export const currentMoment = async (session: Session): Promise<DatabaseMoment> => {
  const [row] = await session.query<{ us: string; xid: string }>(
    `SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::int8::text AS us,
      CASE WHEN pg_is_in_recovery() THEN '0' ELSE (txid_current_snapshot()::text) END AS xid`,
  );
  return { us: Number(row?.us), txId: Number((row?.xid ?? '0').split(':')[1]) % 2 ** 32 };
};

export const currentSnapshot = async (session: Session): Promise<string> => {
  const [row] = await session.query<{ snapshot: string }>('SELECT txid_current_snapshot()::text AS snapshot');
  return row?.snapshot ?? '0:0:';
};

const PAGE_HEADERS = [24, 40];

/**
 * The end of the log as written into memory: every transaction that any earlier snapshot sees has its commit before it. A
 * position right behind a page's header is given as the page's start, since replication counts the end of the last record.
 */
export const logEnd = async (session: Session): Promise<Lsn> => {
  const [row] = await session.query<{ lsn: string; page: string }>(
    `SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END)::text AS lsn,
      current_setting('wal_block_size') AS page`,
  );
  const lsn = parseLsn(row?.lsn ?? '0/0');
  const inPage = lsn % Number(row?.page ?? 8192);
  return PAGE_HEADERS.includes(inPage) ? lsn - inPage : lsn;
};
