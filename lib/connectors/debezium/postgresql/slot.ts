import type pg from 'pg';
import { ConnectError } from '../../../connect/errors.ts';
import { formatLsn, type Lsn, parseLsn } from './pgoutput.ts';
import type { Session } from './session.ts';
import { quoteIdentifier } from './session.ts';

export interface Slot {
  readonly plugin: string | null;
  readonly database: string | null;
  readonly confirmed: Lsn;
  /** Its log is gone: `max_slot_wal_keep_size` was exceeded, for instance. */
  readonly isLost: boolean;
}

interface SlotRow {
  readonly plugin: string | null;
  readonly database: string | null;
  readonly confirmed: string | null;
  readonly status: string | null;
}

/** A new slot, and a snapshot of the database as it was where the slot begins. */
export interface CreatedSlot {
  readonly start: Lsn;
  /** For SET TRANSACTION SNAPSHOT, as long as the session that created the slot does nothing else. */
  readonly snapshot: string;
}

const SLOT = `SELECT plugin, database, confirmed_flush_lsn::text AS confirmed, to_jsonb(s)->>'wal_status' AS status
  FROM pg_replication_slots s WHERE slot_name = $1`;

export const findSlot = async (session: Session, name: string): Promise<Slot | undefined> => {
  const [row] = await session.query<SlotRow>(SLOT, [name]);
  if (row === undefined) return undefined;
  const { plugin, database, confirmed, status } = row;
  return { plugin, database, confirmed: parseLsn(confirmed ?? '0/0'), isLost: status === 'lost' };
};

/** @throws ConnectError when the slot is another program's. */
export const requireOwnSlot = (name: string, { plugin, database }: Slot, ownDatabase: string): void => {
  if (plugin === 'pgoutput' && database === ownDatabase) return;
  const other = plugin === 'pgoutput' ? `is of the database ${database}` : `uses the plug-in ${plugin}, not pgoutput`;
  throw new ConnectError(`Replication slot "${name}" ${other}: set slot.name to one that no other connector has`);
};

export const createSlot = async (client: pg.Client, name: string, failover: boolean): Promise<CreatedSlot> => {
  const options = failover ? `(SNAPSHOT 'export', FAILOVER)` : 'EXPORT_SNAPSHOT';
  const { rows } = await client.query<{ consistent_point: string; snapshot_name: string }>(
    `CREATE_REPLICATION_SLOT ${quoteIdentifier(name)} LOGICAL pgoutput ${options}`,
  );
  const [row] = rows;
  if (row === undefined) throw new ConnectError(`Replication slot "${name}" was created without an answer`);
  return { start: parseLsn(row.consistent_point), snapshot: row.snapshot_name };
};

export const dropSlot = async (session: Session, name: string): Promise<void> => {
  await session.query('SELECT pg_drop_replication_slot($1)', [name]);
};

/** Why the log from a stored position on cannot be read any more; `undefined` when it can. */
export const lostLog = (slot: Slot | undefined, known: Lsn, movesOnItsOwn: boolean): string | undefined => {
  if (slot === undefined) return 'does not exist any more';
  if (slot.isLost) return 'was invalidated by the server, which has removed its log';
  if (!movesOnItsOwn && slot.confirmed > known) return `was moved on to ${formatLsn(slot.confirmed)}`;
  return undefined;
};

export const lostLogFailure = (name: string, known: Lsn, reason: string): ConnectError =>
  new ConnectError(
    `The connector goes on at position ${formatLsn(known)} of the log, but replication slot "${name}" ${reason}: changes since then cannot be read. Set snapshot.mode=when_needed to have a new snapshot taken, or stop the connector and reset its offsets (DELETE /connectors/{name}/offsets).`,
  );
