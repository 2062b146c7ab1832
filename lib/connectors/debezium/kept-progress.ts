import type { SourceOffset } from '../../connect/offset.ts';
import type { PlaceOptions } from './place-options.ts';
import { signalOffset } from './signal-topic.ts';
import type { SnapshotProgress } from './snapshot-progress.ts';

/** What of a place stays the same from record to record: a snapshot's progress, and the signals that were performed. */
export interface KeptProgress<Key> {
  readonly snapshot: SnapshotProgress<Key> | null;
  /** As a part of offsets. */
  readonly offset: SourceOffset;
  setSnapshot(progress: SnapshotProgress<Key> | null): void;
  setSignals(behind: number): void;
  /** Something else that offsets keep is another now. */
  refresh(): void;
}

export const createKeptProgress = <Key>(
  from: SnapshotProgress<Key> | null,
  { signals = null, changed }: PlaceOptions<Key>,
  offsetOf: (snapshot: SnapshotProgress<Key> | null) => SourceOffset,
): KeptProgress<Key> => {
  let snapshot = from;
  let performed = signals;
  const made = (): SourceOffset => ({ ...offsetOf(snapshot), ...signalOffset(performed) });
  let offset = made();
  return {
    get snapshot() {
      return snapshot;
    },
    get offset() {
      return offset;
    },
    setSnapshot: (next) => {
      const before = snapshot;
      snapshot = next;
      offset = made();
      changed?.(before, next);
    },
    setSignals: (behind) => {
      performed = behind;
      offset = made();
    },
    refresh: () => {
      offset = made();
    },
  };
};
