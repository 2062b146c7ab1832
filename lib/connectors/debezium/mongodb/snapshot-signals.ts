import { namePatterns } from '../name-patterns.ts';
import { parseSignal, type Signal, type SignalActions, type SnapshotRequest } from '../signals.ts';
import { BSON_TYPE, type BsonValue, fieldsOf, textOf } from './bson/bson-value.ts';
import { keyText } from './bson/extended-json.ts';
import type { Place } from './place.ts';
import type { PlannedCollection } from './position.ts';

/** A text as it is, and anything else as JSON. */
const plainText = (value: BsonValue | undefined): string => {
  if (value === undefined) return '';
  return value.type === BSON_TYPE.string ? textOf(value) : keyText(value);
};

/** A document of the signal collection: `{_id, type, data}`, the data as a document or as a text of JSON. */
export const signalOf = (document: BsonValue): Signal => {
  const fields = fieldsOf(document);
  return parseSignal(plainText(fields.get('_id')), plainText(fields.get('type')), plainText(fields.get('data')));
};

/** Captured collections that a request names; a name that fits none is kept, since its collection may be new. */
const requested = (
  { tables, filterOf }: SnapshotRequest,
  captured: readonly string[],
): readonly PlannedCollection[] => {
  const names = tables.flatMap((pattern) => {
    const fitting = captured.filter(namePatterns([pattern]));
    return fitting.length > 0 ? fitting : [pattern];
  });
  return [...new Set(names)].map((table) => {
    const filter = filterOf(table);
    return { table, isAdHoc: true as const, ...(filter !== undefined && { filter }) };
  });
};

/** What signals do to the collections that are still to be read. */
export const createSnapshotSignals = (place: Place, captured: readonly string[]): SignalActions => {
  const setPaused = (isPaused: boolean) => (): void => {
    if (place.snapshot !== null) place.setSnapshot({ ...place.snapshot, isPaused });
  };
  return {
    execute: (request) => {
      const tables = requested(request, captured);
      if (tables.length === 0) return;
      const { snapshot } = place;
      const planned = snapshot?.tables ?? [];
      const fresh = tables.filter(({ table }) => !planned.some((one) => one.table === table));
      place.setSnapshot(snapshot === null ? { tables, after: null } : { ...snapshot, tables: [...planned, ...fresh] });
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
