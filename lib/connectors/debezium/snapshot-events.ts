import type { SnapshotProgress } from './snapshot-progress.ts';

/** What of a snapshot is left, as far as notifications tell of it. */
export type ToldProgress = SnapshotProgress<unknown>;

/** Something that happened to a snapshot; follows `SnapshotStatus` and the two services that notify of it. */
export interface SnapshotEvent {
  readonly aggregateType: 'Initial Snapshot' | 'Incremental Snapshot';
  readonly type: string;
  /** That of the signal that asked for the snapshot; any other where absent. */
  readonly id?: string;
  readonly data: Readonly<Record<string, string>>;
}

/** How the reading of a table ended, as the original has it. */
export type ScanStatus = 'SUCCEEDED' | 'EMPTY' | 'NO_PRIMARY_KEY' | 'SQL_EXCEPTION' | 'UNKNOWN_SCHEMA';

export interface ChangeFacts {
  /** Whether a signal ended tables. */
  readonly isStopped?: boolean;
  /** Of tables that were left out. */
  readonly statuses?: ReadonlyMap<string, ScanStatus>;
  /** The keys of the last rows of tables, as they were when reading them began. */
  readonly maximumKeys?: ReadonlyMap<string, string>;
}

const INITIAL = 'Initial Snapshot';
const INCREMENTAL = 'Incremental Snapshot';

type Kind = SnapshotEvent['aggregateType'];
type Data = SnapshotEvent['data'];

const tablesOf = (progress: ToldProgress | null, kind: Kind): readonly string[] =>
  progress?.tables.filter(({ isAdHoc }) => (isAdHoc === true) === (kind === INCREMENTAL)).map(({ table }) => table) ??
  [];

const currentOf = (progress: ToldProgress | null, kind: Kind): string | undefined => {
  const [first] = progress?.tables ?? [];
  return first !== undefined && (first.isAdHoc === true) === (kind === INCREMENTAL) ? first.table : undefined;
};

const collections = (tables: readonly string[]) => ({ data_collections: tables.join(',') });

/** A key as the original prints it. */
const keyText = (key: unknown): string => (Array.isArray(key) ? key.join(',') : String(key ?? '<null>'));

/** Of the tables that are read or left out now. An initial snapshot names all of its tables, an incremental one those that are left. */
const scanEvents = (
  kind: Kind,
  before: ToldProgress | null,
  gone: readonly string[],
  { statuses }: ChangeFacts,
): ReadonlyArray<readonly [type: string, data: Data]> => {
  const planned = tablesOf(before, kind);
  const all = [...(before?.done ?? []), ...planned];
  return gone.flatMap((table) => {
    const isCurrent = table === currentOf(before, kind);
    const rows = isCurrent ? (before?.rows ?? 0) : 0;
    const names = collections(kind === INITIAL ? all : planned.slice(planned.indexOf(table)));
    const status = statuses?.get(table) ?? (kind === INCREMENTAL && rows === 0 ? 'EMPTY' : 'SUCCEEDED');
    const completed = { ...names, scanned_collection: table, total_rows_scanned: String(rows), status };
    return [
      ...(kind === INITIAL && !isCurrent
        ? [['IN_PROGRESS', { ...names, current_collection_in_progress: table }] as const]
        : []),
      ['TABLE_SCAN_COMPLETED', completed] as const,
    ];
  });
};

/** An initial snapshot tells of each table that it comes to, an incremental one of each chunk. */
const progressData = (
  kind: Kind,
  before: ToldProgress | null,
  after: ToldProgress | null,
  { maximumKeys }: ChangeFacts,
): Data | undefined => {
  const current = currentOf(after, kind);
  if (after === null || current === undefined) return undefined;
  const isSame = current === currentOf(before, kind);
  if (kind === INITIAL)
    return isSame
      ? undefined
      : {
          ...collections([...(after.done ?? []), ...tablesOf(after, kind)]),
          current_collection_in_progress: current,
        };
  if (!isSame || (after.rows ?? 0) === (before?.rows ?? 0)) return undefined;
  const maximum = maximumKeys?.get(current);
  return {
    ...collections(tablesOf(after, kind)),
    current_collection_in_progress: current,
    ...(maximum !== undefined && { maximum_key: maximum }),
    last_processed_key: keyText(after.after),
  };
};

/** The events of one kind of snapshot between two states of it. */
const eventsOf = (
  kind: Kind,
  before: ToldProgress | null,
  after: ToldProgress | null,
  facts: ChangeFacts = {},
): readonly SnapshotEvent[] => {
  const signal = after?.signal ?? before?.signal;
  const id = kind === INCREMENTAL && signal !== undefined ? { id: signal } : {};
  const events: SnapshotEvent[] = [];
  const tell = (type: string, data: Data = {}): void => {
    events.push({ aggregateType: kind, type, data, ...id });
  };
  const [planned, left] = [tablesOf(before, kind), tablesOf(after, kind)];
  if (planned.length === 0 && left.length > 0) tell('STARTED', kind === INITIAL ? {} : collections(left));
  const remaining = new Set(left);
  const gone = planned.filter((table) => !remaining.has(table));
  if (facts.isStopped === true) {
    if (gone.length > 0) tell('ABORTED', left.length === 0 ? {} : collections(gone));
    return events;
  }
  for (const [type, data] of scanEvents(kind, before, gone, facts)) tell(type, data);
  const progress = progressData(kind, before, after, facts);
  if (progress !== undefined) tell('IN_PROGRESS', progress);
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
