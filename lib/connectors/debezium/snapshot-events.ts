/** What of a snapshot is left, as far as notifications tell of it. */
export interface ToldProgress {
  readonly tables: ReadonlyArray<{ readonly table: string; readonly isAdHoc?: true }>;
  readonly attempt?: number;
  readonly isPaused?: boolean;
}

/** Something that happened to a snapshot; follows `SnapshotStatus` and the two services that notify of it. */
export interface SnapshotEvent {
  readonly aggregateType: 'Initial Snapshot' | 'Incremental Snapshot';
  readonly type: string;
  readonly data: Readonly<Record<string, string>>;
}

/** How the reading of a table ended, as the original has it. */
export type ScanStatus = 'SUCCEEDED' | 'NO_PRIMARY_KEY' | 'SQL_EXCEPTION' | 'UNKNOWN_SCHEMA';

export interface ChangeFacts {
  /** Whether a signal ended tables. */
  readonly isStopped?: boolean;
  /** Of tables that were left out. */
  readonly statuses?: ReadonlyMap<string, ScanStatus>;
}

const INITIAL = 'Initial Snapshot';
const INCREMENTAL = 'Incremental Snapshot';

type Kind = SnapshotEvent['aggregateType'];

const tablesOf = (progress: ToldProgress | null, kind: Kind): readonly string[] =>
  progress?.tables.filter(({ isAdHoc }) => (isAdHoc === true) === (kind === INCREMENTAL)).map(({ table }) => table) ??
  [];

const currentOf = (progress: ToldProgress | null, kind: Kind): string | undefined => {
  const [first] = progress?.tables ?? [];
  return first !== undefined && (first.isAdHoc === true) === (kind === INCREMENTAL) ? first.table : undefined;
};

const collections = (tables: readonly string[]) => ({ data_collections: tables.join(',') });

/** The events of one kind of snapshot between two states of it. */
const eventsOf = (
  kind: Kind,
  before: ToldProgress | null,
  after: ToldProgress | null,
  { isStopped = false, statuses }: ChangeFacts = {},
): readonly SnapshotEvent[] => {
  const events: SnapshotEvent[] = [];
  const tell = (type: string, data: SnapshotEvent['data'] = {}): void => {
    events.push({ aggregateType: kind, type, data });
  };
  const [planned, left] = [tablesOf(before, kind), tablesOf(after, kind)];
  const all = collections(planned.length > 0 ? planned : left);
  if (planned.length === 0 && left.length > 0) tell('STARTED', kind === INITIAL ? {} : all);
  const gone = planned.filter((table) => !left.includes(table));
  if (isStopped) {
    if (gone.length > 0) tell('ABORTED', left.length === 0 ? {} : collections(gone));
    return events;
  }
  for (const table of gone) {
    const status = statuses?.get(table) ?? 'SUCCEEDED';
    tell('TABLE_SCAN_COMPLETED', { ...all, scanned_collection: table, status });
  }
  const current = currentOf(after, kind);
  if (current !== undefined && current !== currentOf(before, kind))
    tell('IN_PROGRESS', { ...collections(left), current_collection_in_progress: current });
  if (planned.length > 0 && left.length === 0) tell('COMPLETED');
  if (planned.length > 0 && left.length > 0 && (before?.isPaused === true) !== (after?.isPaused === true))
    tell(after?.isPaused === true ? 'PAUSED' : 'RESUMED', collections(left));
  return events;
};

/** What happened between two states of what is left to read. */
export const snapshotEvents = (
  before: ToldProgress | null,
  after: ToldProgress | null,
  facts: ChangeFacts = {},
): readonly SnapshotEvent[] => [
  ...eventsOf(INITIAL, before, after, facts),
  ...eventsOf(INCREMENTAL, before, after, facts),
];

/** What the begin of a run tells. @param before `undefined` where the connector never ran. */
export const beginEvents = (
  before: ToldProgress | null | undefined,
  after: ToldProgress | null,
): readonly SnapshotEvent[] => {
  if (before === undefined && after === null) return [{ aggregateType: INITIAL, type: 'SKIPPED', data: {} }];
  const isNew = after?.attempt !== before?.attempt || tablesOf(before ?? null, INITIAL).length === 0;
  return isNew ? eventsOf(INITIAL, null, after) : [];
};
