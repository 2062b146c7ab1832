/** What a chunk's values may take together, in bytes or characters. */
const MAX_CHUNK_SIZE = 4 * 1024 * 1024;
const FIRST_ROWS = 128;

type Row = ReadonlyArray<unknown>;

const valueSize = (value: unknown): number =>
  typeof value === 'string' || value instanceof Uint8Array ? value.length : 0;

const sizeOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, row) => sum + row.reduce<number>((size, value) => size + valueSize(value), 64), 0);

/** How many rows to read next: few at first, then as many as asked for, unless rows are so large that they would not fit. */
export const createChunkSize = (maxRows: number) => {
  let rows = Math.min(FIRST_ROWS, maxRows);
  return {
    rows: (): number => rows,
    learn: (read: readonly Row[]): void => {
      if (read.length === 0) return;
      const fitting = Math.floor((MAX_CHUNK_SIZE * read.length) / sizeOf(read));
      rows = Math.max(1, Math.min(maxRows, 4 * rows, fitting));
    },
  };
};
