import { type ProgressHolder, withoutFirst, withRows } from './snapshot-progress.ts';

/** Moves a snapshot's progress from table to table while their rows are put out one after the other. */
export const createSnapshotScan = <Key>(place: ProgressHolder<Key>) => {
  /** Rows of the first table that the progress does not tell of yet. */
  let untold = 0;

  const tell = (after: Key | null): void => {
    if (place.snapshot !== null && untold > 0) place.setSnapshot(withRows(place.snapshot, untold, after));
    untold = 0;
  };

  const leave = (count: number): void => {
    if (place.snapshot === null || count === 0) return;
    tell(null);
    place.setSnapshot(withoutFirst(place.snapshot, count));
  };

  return {
    /** A row of this table comes next: tables before it are read, or were empty. */
    enter: (identifier: string): void => {
      leave(Math.max(0, place.snapshot?.tables.findIndex(({ table }) => table === identifier) ?? 0));
      untold += 1;
    },
    /** Rows up to that key are put out. */
    reached: (after: Key): void => tell(after),
    /** All is read but the tables that are for later. */
    finish: (isForLater: (table: { readonly table: string; readonly isAdHoc?: true }) => boolean): void => {
      const tables = place.snapshot?.tables ?? [];
      const index = tables.findIndex(isForLater);
      leave(index < 0 ? tables.length : index);
    },
  };
};
