import { namePatterns } from './name-patterns.ts';
import type { SignalActions, SnapshotRequest } from './signals.ts';
import { type PlannedTable, type ProgressHolder, withoutFirst } from './snapshot-progress.ts';

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
export const createSnapshotSignals = <Key>(
  place: ProgressHolder<Key>,
  captured: () => readonly string[],
): SignalActions => {
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
      const signal = planned.some(({ isAdHoc }) => isAdHoc === true) ? snapshot?.signal : request.id;
      place.setSnapshot({
        ...(snapshot ?? { after: null, attempt: 1 }),
        tables: [...planned, ...fresh],
        ...(signal !== undefined && { signal }),
      });
    },
    stop: (names) => {
      const { snapshot } = place;
      if (snapshot === null) return;
      const isStopped = names === null ? () => true : namePatterns(names);
      const tables = snapshot.tables.filter(({ table, isAdHoc }) => isAdHoc !== true || !isStopped(table));
      const isSameFirst = tables[0]?.table === snapshot.tables[0]?.table;
      if (tables.length === 0) return place.setSnapshot(null);
      place.setSnapshot({ ...(isSameFirst ? snapshot : (withoutFirst(snapshot) ?? snapshot)), tables });
    },
    pause: setPaused(true),
    resume: setPaused(false),
  };
};
