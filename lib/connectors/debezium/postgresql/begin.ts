import { ConnectError } from '../../../connect/errors.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import { type SnapshotMode, snapshotModeOf } from '../snapshot-mode.ts';
import { type CatalogEntry, listTables } from './catalog.ts';
import { beginSnapshot } from './initial-snapshot.ts';
import type { Lsn } from './pgoutput.ts';
import { chooseBeginning, planTables, snapshotPosition } from './plan.ts';
import { type Position, readOffset } from './position.ts';
import { preparePublication } from './publication.ts';
import { reportLosses } from './report-losses.ts';
import { connect, openSession, type Session } from './session.ts';
import { setReplicaIdentities } from './set-replica-identities.ts';
import type { TaskSettings } from './settings.ts';
import { createSlot, dropSlot, findSlot, requireOwnSlot, type Slot } from './slot.ts';
import { currentSnapshot, logEnd } from './snapshot-query.ts';

/** A run, ready to read. */
export interface Begun {
  readonly position: Position;
  readonly entries: readonly CatalogEntry[];
  readonly mode: SnapshotMode<Position>;
  /** Where the slot is. */
  readonly confirmed: Lsn;
  readonly serverVersion: number;
  /** A transaction as of the position, and the tables to read in it; absent where there is nothing to read so. */
  readonly snapshot?: { readonly session: Session; readonly planned: readonly CatalogEntry[] };
}

export interface BeginOptions {
  readonly from: SourceOffset | null;
  readonly incarnation: string;
}

const serverFacts = async (session: Session): Promise<{ readonly version: number; readonly walLevel: string }> => {
  const [row] = await session.query<{ version: string; level: string }>(
    `SELECT current_setting('server_version_num') AS version, current_setting('wal_level') AS level`,
  );
  return { version: Number(row?.version), walLevel: row?.level ?? '' };
};

interface OpenedSnapshot {
  readonly start: Lsn;
  readonly seen: Position['seen'];
  readonly snapshot?: { readonly session: Session; readonly planned: readonly CatalogEntry[] };
}

/**
 * Opens what a snapshot is read in: a new slot's, for all tables. Where a slot is older, its log may tell of rows that are
 * gone now and that an earlier attempt has read: tables are then read chunk by chunk while the log goes on, but for those
 * without key, which are read as of now, their older changes being left out.
 */
const openSnapshot = async (
  { config }: TaskSettings,
  slot: Slot | undefined,
  planned: readonly CatalogEntry[],
): Promise<OpenedSnapshot> => {
  const keyless = planned.filter(({ hasKey }) => !hasKey);
  if (slot !== undefined && keyless.length === 0) return { start: slot.confirmed, seen: null };
  const session = await openSession(config);
  try {
    if (slot !== undefined) {
      await beginSnapshot(session, null);
      const snapshot = await currentSnapshot(session);
      const seen = { snapshot, until: await logEnd(session) };
      return { start: slot.confirmed, seen, snapshot: { session, planned: keyless } };
    }
    const creator = await connect(config, true);
    try {
      const { start, snapshot } = await createSlot(creator, config['slot.name'], config['slot.failover']);
      await beginSnapshot(session, snapshot);
      return { start, seen: null, snapshot: { session, planned } };
    } finally {
      await creator.end();
    }
  } catch (error) {
    await session.close();
    throw error;
  }
};

const streamStart = async ({ config }: TaskSettings, slot: Slot | undefined): Promise<Lsn> => {
  if (slot !== undefined) return slot.confirmed;
  const creator = await connect(config, true);
  try {
    return (await createSlot(creator, config['slot.name'], config['slot.failover'])).start;
  } finally {
    await creator.end();
  }
};

/**
 * Sees to publication and slot, and finds out how the run begins.
 *
 * @throws ConnectError when it cannot, saying what to change; what the driver throws where the database is out of reach.
 */
export const begin = async (settings: TaskSettings, session: Session, options: BeginOptions): Promise<Begun> => {
  const { config, log } = settings;
  const { version, walLevel } = await serverFacts(session);
  if (walLevel !== 'logical')
    throw new ConnectError(
      `The server runs with wal_level=${walLevel}: set wal_level=logical in its configuration and restart it`,
    );
  const entries = (await listTables(session, config['publish.via.partition.root'])).filter(settings.isCaptured);
  await reportLosses(session, settings.tables, entries);
  await setReplicaIdentities(session, entries, config['replica.identity.autoset.values'], log);
  await preparePublication(session, config, entries, log);
  const slotName = config['slot.name'];
  let slot = await findSlot(session, slotName);
  if (slot !== undefined) requireOwnSlot(slotName, slot, config['database.dbname']);
  const mode = snapshotModeOf(config, (position: Position | null) => position === null);
  const position = options.from === null ? null : readOffset(options.from);
  const slotMoves = config['lsn.flush.mode'] !== null && config['lsn.flush.mode'] !== 'connector';
  const { incarnation } = options;
  const beginning = chooseBeginning({
    mode,
    position,
    slot,
    slotName,
    entries,
    incarnation,
    slotMoves: slotMoves || !config['flush.lsn.source'],
  });
  const facts = { entries, mode, serverVersion: version };
  if (beginning.kind === 'resume') return { ...facts, position: beginning.position, confirmed: slot?.confirmed ?? 0 };
  if (beginning.kind === 'stream') {
    const start = await streamStart(settings, slot);
    const fresh = snapshotPosition([], { start, attempt: 1, incarnation, seen: null });
    return { ...facts, confirmed: start, position: fresh };
  }
  if (beginning.dropsSlot) {
    await dropSlot(session, slotName);
    slot = undefined;
  }
  log.info('A snapshot begins', { attempt: beginning.attempt, slot: slot === undefined ? 'new' : 'existing' });
  const planned = planTables(entries.filter(settings.isInSnapshot));
  const { start, seen, snapshot } = await openSnapshot(settings, slot, planned);
  return {
    ...facts,
    confirmed: start,
    position: snapshotPosition(planned, { start, attempt: beginning.attempt, incarnation, seen }),
    ...(snapshot !== undefined && { snapshot }),
  };
};
