/** A table of a snapshot: with a condition on its rows, and whether a signal asked for it. */
export interface PlannedTable {
  readonly table: string;
  readonly filter?: string;
  readonly isAdHoc?: true;
}

/** What of a snapshot is still to be read, and what notifications tell of the rest. `Key` is a row's place in its table. */
export interface SnapshotProgress<Key = readonly string[]> {
  /** Tables still to be read, the current one first. */
  readonly tables: readonly PlannedTable[];
  /** The last row read of the first table: the values of its order columns. */
  readonly after: Key | null;
  /** How often it was begun. */
  readonly attempt: number;
  readonly isPaused?: boolean;
  /** Tables that are read, of those that no signal asked for. */
  readonly done?: readonly string[];
  /** Rows read of the first table, up to its last whole chunk. */
  readonly rows?: number;
  /** The signal that asked for what is read. */
  readonly signal?: string;
}

/** Where the progress of a snapshot is kept. */
export interface ProgressHolder<Key> {
  readonly snapshot: SnapshotProgress<Key> | null;
  setSnapshot(progress: SnapshotProgress<Key> | null): void;
}

/** So many rows more of the first table are read. */
export const withRows = <Key>(
  progress: SnapshotProgress<Key>,
  rows: number,
  after: Key | null,
): SnapshotProgress<Key> => ({ ...progress, after, rows: (progress.rows ?? 0) + rows });

/** Without the first tables, which are read or left out; `null` where none is left. */
export const withoutFirst = <Key>(progress: SnapshotProgress<Key>, count = 1): SnapshotProgress<Key> | null => {
  const { tables, rows: _rows, ...lasting } = progress;
  if (count === 0 || tables.length <= count) return count === 0 ? progress : null;
  const read = tables.slice(0, count).flatMap(({ table, isAdHoc }) => (isAdHoc === true ? [] : [table]));
  const done = [...(progress.done ?? []), ...read];
  return { ...lasting, tables: tables.slice(count), after: null, ...(done.length > 0 && { done }) };
};

/** Reads a progress from the two texts that an offset keeps it in. */
export const parseProgress = (text: string, after: string | null): SnapshotProgress => ({
  ...JSON.parse(text),
  after: after === null ? null : JSON.parse(after),
});
