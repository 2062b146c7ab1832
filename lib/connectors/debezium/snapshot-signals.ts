import { namePatterns } from './name-patterns.ts';
import type { SignalActions, SnapshotRequest } from './signals.ts';
import type { PlannedTable, SnapshotProgress } from './snapshot-progress.ts';

/** Where the progress of a snapshot is kept. */
export interface ProgressHolder {
  readonly snapshot: SnapshotProgress | null;
  setSnapshot(progress: SnapshotProgress | null): void;
}

/** Captured tables that a request names; a name that fits none is kept, since its table may be new. */
const requested = ({ tables, filterOf }: SnapshotRequest, captured: readonly string[]): readonly PlannedTable[] => {
  const names = tables.flatMap((pattern) => {
    const fitting = captured.filter(namePatterns([pattern]));
    return fitting.length > 0 ? fitting : [pattern];
  });
  return [...new Set(names)].map((table) => {
    const filter = filterOf(table);
    return { table, isAdHoc: true as const, ...(filter !== undefined && { filter }) };
  });
};

/** What signals do to the tables that are still to be read. */
export const createSnapshotSignals = (place: ProgressHolder, captured: () => readonly string[]): SignalActions => {
  const setPaused = (isPaused: boolean) => (): void => {
    if (place.snapshot !== null) place.setSnapshot({ ...place.snapshot, isPaused });
  };
  return {
    execute: (request) => {
      const tables = requested(request, captured());
      if (tables.length === 0) return;
      const { snapshot } = place;
      const planned = snapshot?.tables ?? [];
      const fresh = tables.filter(({ table }) => !planned.some((one) => one.table === table));
      place.setSnapshot(
        snapshot === null ? { tables, after: null, attempt: 1 } : { ...snapshot, tables: [...planned, ...fresh] },
      );
    },
    stop: (names) => {
      const { snapshot } = place;
      if (snapshot === null) return;
      const isStopped = names === null ? () => true : namePatterns(names);
      const tables = snapshot.tables.filter(({ table, isAdHoc }) => isAdHoc !== true || !isStopped(table));
      const isSameFirst = tables[0]?.table === snapshot.tables[0]?.table;
      place.setSnapshot(
        tables.length === 0 ? null : { ...snapshot, tables, after: isSameFirst ? snapshot.after : null },
      );
    },
    pause: setPaused(true),
    resume: setPaused(false),
  };
};
