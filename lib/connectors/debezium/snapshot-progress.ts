/** A table of a snapshot: with a condition on its rows, and whether a signal asked for it. */
export interface PlannedTable {
  readonly table: string;
  readonly filter?: string;
  readonly isAdHoc?: true;
}

/** What of a snapshot is still to be read. */
export interface SnapshotProgress {
  /** Tables still to be read, the current one first. */
  readonly tables: readonly PlannedTable[];
  /** The last row read of the first table: the values of its order columns. */
  readonly after: readonly string[] | null;
  /** How often it was begun. */
  readonly attempt: number;
  readonly isPaused?: boolean;
}

/** Reads a progress from the two texts that an offset keeps it in. */
export const parseProgress = (text: string, after: string | null): SnapshotProgress => ({
  ...JSON.parse(text),
  after: after === null ? null : JSON.parse(after),
});
