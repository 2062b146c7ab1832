import type { Lsn, Tuple } from './pgoutput.ts';
import { type KnownTable, rowKey } from './tables.ts';
import type { TransactionSnapshot } from './transaction-snapshot.ts';

/** A chunk of rows that was read while the log goes on, until the log has come to where it was read. */
export interface ChunkWindow {
  readonly table: KnownTable;
  readonly snapshot: TransactionSnapshot;
  /** Every transaction that the rows show has its end before this position. */
  readonly until: Lsn;
  /** Whether no row of the table comes after the chunk. */
  readonly isLast: boolean;
  /** The last row's key. */
  readonly after: readonly string[] | null;
  /** How many rows were read, those that are taken out among them. */
  readonly size: number;
  /** When it was read, in microseconds since the epoch. */
  readonly us: number;
  /**
   * The rows that a change makes outdated, taken out: they go before the change. With `undefined` among the keys, which of
   * them it is cannot be told, and all go.
   */
  takeBefore(keys: ReadonlyArray<string | undefined>): readonly Tuple[];
  /** What is left, in order. */
  takeAll(): readonly Tuple[];
}

export type ChunkFacts = Omit<ChunkWindow, 'takeBefore' | 'takeAll' | 'after' | 'size'>;

/**
 * See docs/adr/0006-snapshots-across-runs.md: rows go into the topic behind all changes that they show, and before all those
 * that they do not.
 */
export const createChunkWindow = (facts: ChunkFacts, rows: readonly Tuple[]): ChunkWindow => {
  const waiting = new Map(rows.map((row) => [rowKey(facts.table, row) ?? '', row]));
  const last = rows.at(-1);
  const takeAll = (): readonly Tuple[] => {
    const all = [...waiting.values()];
    waiting.clear();
    return all;
  };
  return {
    ...facts,
    size: rows.length,
    after: last === undefined ? null : facts.table.order.map(({ index }) => last[index] ?? ''),
    takeAll,
    takeBefore: (keys) => {
      if (keys.includes(undefined)) return takeAll();
      return keys.flatMap((key) => {
        const row = waiting.get(key ?? '');
        waiting.delete(key ?? '');
        return row === undefined ? [] : [row];
      });
    },
  };
};
