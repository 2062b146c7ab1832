import type { Tuple } from './pgoutput.ts';

/** What a chunk's texts may take together. */
const MAX_CHUNK_CHARACTERS = 4 * 1024 * 1024;
const FIRST_ROWS = 128;

const sizeOf = (rows: readonly Tuple[]): number =>
  rows.reduce((sum, row) => sum + row.reduce((size, value) => size + (value?.length ?? 0), 64), 0);

/** How many rows to read next: few at first, then as many as asked for, unless rows are so large that they would not fit. */
export const createChunkSize = (maxRows: number) => {
  let rows = Math.min(FIRST_ROWS, maxRows);
  return {
    rows: (): number => rows,
    learn: (read: readonly Tuple[]): void => {
      if (read.length === 0) return;
      const fitting = Math.floor((MAX_CHUNK_CHARACTERS * read.length) / sizeOf(read));
      rows = Math.max(1, Math.min(maxRows, 4 * rows, fitting));
    },
  };
};
