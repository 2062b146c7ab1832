import type { RawConfig } from '../../../lib/connect/connector.ts';

/** A database that is captured while it is written to, whatever its kind. */
export interface CapturedDatabase {
  /** What stands between prefix and table in a topic's name. */
  readonly namespace: string;
  query<Row extends object>(sql: string): Promise<readonly Row[]>;
  config(id: string, more?: RawConfig): Record<string, string>;
  /** Tables `items` and `pairs`, whose rows carry a version that only grows over all changes of both, and `history`, which remembers all versions. */
  createMixed(): Promise<void>;
  /** Inserts, updates (also of keys, and of rows with large values) and deletes, a few to a transaction. */
  writeMixed(from: number, to: number): Promise<void>;
  /** A row of `items` with that text, its id being 0. */
  writeLast(note: string): Promise<void>;
  /** A table `big` of so many rows. */
  createLarge(rows: number): Promise<void>;
  /** Changes rows all over `big`, keys included, until told to end. */
  keepWriting(rows: number): () => Promise<void>;
  drop(): Promise<void>;
}

/** Repeats a step until told to end. */
export const repeated = (step: (round: number) => Promise<void>, end: () => Promise<void>): (() => Promise<void>) => {
  let isOver = false;
  const writing = (async () => {
    for (let round = 1; !isOver; round += 1) await step(round);
    await end();
  })();
  return async () => {
    isOver = true;
    await writing;
  };
};
