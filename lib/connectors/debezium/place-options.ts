import type { SnapshotProgress } from './snapshot-progress.ts';

/** What a place keeps and tells beside its position in the source. */
export interface PlaceOptions<Key = readonly string[]> {
  /** The offset behind the last signal of the signal topic that was performed. */
  readonly signals?: number | null;
  /** What is left of a snapshot is another now. */
  changed?(before: SnapshotProgress<Key> | null, after: SnapshotProgress<Key> | null): void;
}
