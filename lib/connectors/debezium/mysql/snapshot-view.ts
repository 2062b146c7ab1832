import { ConnectError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { TableId } from '../table-id.ts';
import { isDenied } from './failures.ts';
import type { Flavor } from './flavor.ts';
import type { Gtids } from './gtids.ts';
import type { LogEnd, ServerFacts } from './server.ts';
import { logEnd } from './server.ts';
import { quoteIdentifier, type Session } from './session.ts';

type LockingMode = 'minimal' | 'minimal_percona' | 'minimal_percona_no_table_locks' | 'extended' | 'none';

/** All tables as they were when the log was at one place. */
export interface SnapshotView extends LogEnd {
  /** Its transaction sees nothing younger. */
  readonly session: Session;
  close(): Promise<void>;
}

export interface ViewSettings {
  readonly flavor: Flavor;
  readonly facts: ServerFacts;
  readonly gtids: Gtids;
  readonly locking: LockingMode;
  readonly lockTimeoutMs: number;
  readonly log: Logger;
  open(): Promise<Session>;
  /** Those that are locked where all tables at once cannot be. */
  capturedTables(session: Session): Promise<readonly TableId[]>;
}

const GLOBAL_LOCKS: Readonly<Record<Exclude<LockingMode, 'none'>, string>> = {
  minimal: 'FLUSH TABLES WITH READ LOCK',
  extended: 'FLUSH TABLES WITH READ LOCK',
  minimal_percona: 'LOCK TABLES FOR BACKUP',
  minimal_percona_no_table_locks: 'LOCK TABLES FOR BACKUP',
};

/** Keeps tables from changing; false where neither right is there. */
const lock = async (settings: ViewSettings, session: Session): Promise<void> => {
  const { locking, lockTimeoutMs, log } = settings;
  if (locking === 'none') return;
  const seconds = Math.max(1, Math.ceil(lockTimeoutMs / 1000));
  await session.query(`SET SESSION lock_wait_timeout = ${seconds}`);
  try {
    await session.query(GLOBAL_LOCKS[locking]);
  } catch (error) {
    if (!isDenied(error) || locking === 'minimal_percona_no_table_locks') throw error;
    log.info('All tables at once may not be locked; the captured ones are, each by itself');
    const tables = await settings.capturedTables(session);
    const names = tables.map(({ schema, table }) => `${quoteIdentifier(schema)}.${quoteIdentifier(table)} READ`);
    if (names.length > 0) await session.query(`LOCK TABLES ${names.join(', ')}`);
  }
};

const begin = async (session: Session): Promise<void> => {
  await session.query('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await session.query('START TRANSACTION WITH CONSISTENT SNAPSHOT');
};

/** MariaDB tells to which place of its log a snapshot belongs. */
const ownPlace = async (session: Session): Promise<LogEnd['log'] | undefined> => {
  const rows = await session.query<{ Variable_name: string; Value: string }>(
    `SHOW STATUS WHERE Variable_name IN ('Binlog_snapshot_file', 'Binlog_snapshot_position')`,
  );
  const value = (name: string): string =>
    rows.find(({ Variable_name: one }) => one.toLowerCase() === name)?.Value ?? '';
  const [file, position] = [value('binlog_snapshot_file'), Number(value('binlog_snapshot_position'))];
  return file === '' || !Number.isSafeInteger(position) ? undefined : { file, position };
};

const gtidsAt = async (session: Session, { file, position }: LogEnd['log']): Promise<string> => {
  const [row] = await session.query<{ gtids: string | null }>(
    `SELECT BINLOG_GTID_POS('${file}', ${position}) AS gtids`,
  );
  if (row?.gtids === undefined || row.gtids === null)
    throw new ConnectError(`The server does not know which transactions are before ${file}:${position}`);
  return row.gtids;
};

const placeOf = async (settings: ViewSettings, session: Session, before: LogEnd): Promise<LogEnd> => {
  const { flavor, locking } = settings;
  // Under a lock nothing is written. Without one, the place before the snapshot is on the safe side: what came since, comes again.
  if (locking !== 'none' || flavor === 'mysql') return before;
  const log = await ownPlace(session);
  return log === undefined ? before : { log, gtids: await gtidsAt(session, log) };
};

/**
 * Opens a view: a transaction whose snapshot belongs to a known place of the log, since nothing can be written while both are
 * taken. `inside` is called while tables are still locked.
 */
export const openView = async (
  settings: ViewSettings,
  inside: (view: Omit<SnapshotView, 'close'>) => Promise<void>,
): Promise<SnapshotView> => {
  const { flavor, facts, gtids, locking } = settings;
  const session = await settings.open();
  const locker = await settings.open();
  try {
    await lock(settings, locker);
    const before = await logEnd(locker, flavor, facts, gtids);
    await begin(session);
    const end = await placeOf(settings, session, before);
    await inside({ ...end, session });
    // A session that ends lets its locks go.
    if (locking !== 'extended') await locker.close();
    return {
      ...end,
      session,
      close: async () => {
        await session.close();
        await locker.close();
      },
    };
  } catch (error) {
    await session.close();
    await locker.close();
    throw error;
  }
};
