import { ConnectError } from '../../../connect/errors.ts';
import type { SnapshotMode } from '../snapshot-mode.ts';
import type { SnapshotProgress } from '../snapshot-progress.ts';
import { identifierOf } from '../table-id.ts';
import type { CatalogEntry } from './catalog.ts';
import { plannedTable } from './chunks.ts';
import type { Lsn } from './pgoutput.ts';
import type { Position } from './position.ts';
import { lostLog, lostLogFailure, type Slot } from './slot.ts';

/** How a run begins. */
export type Beginning =
  /** Takes a snapshot of everything: as of a new slot's start, or beside a slot that there is. */
  | { readonly kind: 'snapshot'; readonly attempt: number; readonly dropsSlot: boolean }
  /** Goes on where an earlier run ended. */
  | { readonly kind: 'resume'; readonly position: Position }
  /** Reads the log from where the slot is, or from now on. */
  | { readonly kind: 'stream' };

export interface Situation {
  readonly mode: SnapshotMode<Position>;
  readonly position: Position | null;
  readonly slot: Slot | undefined;
  readonly slotName: string;
  readonly entries: readonly CatalogEntry[];
  readonly incarnation: string;
  /** Whether the slot moves on without offsets being stored: by hand, or with the server's own position. */
  readonly slotMoves: boolean;
}

/** How often a snapshot of tables without key may be begun. */
const MAX_ATTEMPTS = 3;

const unreadWithoutKey = (progress: SnapshotProgress, entries: readonly CatalogEntry[]): CatalogEntry | undefined => {
  const left = new Set(progress.tables.filter(({ isAdHoc }) => !isAdHoc).map(({ table }) => table));
  return entries.find((entry) => !entry.hasKey && left.has(identifierOf(entry)));
};

const again = (attempt: number, table: CatalogEntry): Beginning => {
  if (attempt < MAX_ATTEMPTS) return { kind: 'snapshot', attempt: attempt + 1, dropsSlot: false };
  throw new ConnectError(
    `Table ${identifierOf(table)} has no primary key and could not be read within one run, ${attempt} times over. Give it a primary key or a unique index on columns that are not null, leave it out of the snapshot (snapshot.include.collection.list), or let runs last longer.`,
  );
};

/** @throws ConnectError when the connector cannot go on and may not begin anew. */
export const chooseBeginning = (situation: Situation): Beginning => {
  const { mode, position, slot, slotName, entries, incarnation, slotMoves } = situation;
  if (position === null || mode.wantsSnapshot(position, incarnation)) {
    const isLost = slot?.isLost === true;
    return mode.wantsSnapshot(position, incarnation)
      ? { kind: 'snapshot', attempt: 1, dropsSlot: isLost }
      : { kind: 'stream' };
  }
  const reason = lostLog(slot, position.known, slotMoves);
  if (reason !== undefined) {
    if (!mode.onLostLog) throw lostLogFailure(slotName, position.known, reason);
    return { kind: 'snapshot', attempt: 1, dropsSlot: slot?.isLost === true };
  }
  const keyless = position.snapshot === null ? undefined : unreadWithoutKey(position.snapshot, entries);
  return keyless === undefined ? { kind: 'resume', position } : again(position.snapshot?.attempt ?? 1, keyless);
};

/** Tables without key come first: they have to be read within one run. */
export const planTables = (entries: readonly CatalogEntry[]): readonly CatalogEntry[] => [
  ...entries.filter(({ hasKey }) => !hasKey),
  ...entries.filter(({ hasKey }) => hasKey),
];

/** Where a snapshot of these tables begins. */
export const snapshotPosition = (
  entries: readonly CatalogEntry[],
  from: {
    readonly start: Lsn;
    readonly attempt: number;
    readonly incarnation: string;
    readonly seen: Position['seen'];
  },
): Position => ({
  start: from.start,
  known: from.start,
  lastCommit: null,
  inTransaction: null,
  snapshot:
    entries.length === 0
      ? null
      : { tables: entries.map((entry) => plannedTable(entry)), after: null, attempt: from.attempt },
  seen: from.seen,
  incarnation: from.incarnation,
});
