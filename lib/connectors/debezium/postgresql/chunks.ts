import { asError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import { createChunkSize } from '../chunk-size.ts';
import { eventTimeOf } from '../event-clock.ts';
import type { Output } from '../output.ts';
import type { ScanStatus } from '../snapshot-events.ts';
import { type PlannedTable, type SnapshotProgress, withoutFirst, withRows } from '../snapshot-progress.ts';
import type { SnapshotMarker } from '../source-info.ts';
import { identifierOf, type TableId } from '../table-id.ts';
import type { CatalogEntry } from './catalog.ts';
import { type ChunkWindow, createChunkWindow } from './chunk-window.ts';
import type { Lsn, Tuple } from './pgoutput.ts';
import type { Place } from './place.ts';
import { type RecordMaker, readRecord } from './rows.ts';
import { type Session, sqlState } from './session.ts';
import { currentMoment, currentSnapshot, logEnd, type RowSource, selectLast, selectNext } from './snapshot-query.ts';
import type { KnownTable, Tables } from './tables.ts';
import { parseSnapshot, type TransactionSnapshot } from './transaction-snapshot.ts';

export interface ChunkSettings {
  readonly session: Session;
  readonly tables: Tables;
  readonly place: Place;
  readonly output: Output;
  readonly maker: RecordMaker;
  readonly log: Logger;
  readonly rowsAtOnce: { readonly initial: number; readonly adHoc: number };
  /** A table cannot be read. */
  leftOut(table: string, status: ScanStatus): void;
  /** Where a table that a signal asked for ends; absent where nobody wants to know. */
  readonly endsAt?: ((table: string, key: readonly string[]) => void) | undefined;
  find(table: string): Promise<CatalogEntry | undefined>;
  sourceOf(table: CatalogEntry, filter: string | undefined): RowSource;
}

/** A change that the log brings next, before it is emitted. */
interface UpcomingChange {
  readonly xid: number;
  readonly table: KnownTable;
  /** Of the rows before and after; `undefined` where that can't be told. */
  readonly keys: ReadonlyArray<string | undefined>;
  /** The place before the change. */
  offset(): SourceOffset;
}

/** Reads tables chunk by chunk while the log is streamed. */
export interface Chunks {
  /** Whether a chunk should be read now. */
  wantsChunk(): boolean;
  /** Reads the next chunk; false when it must be tried again, since transactions are not visible yet that were streamed. */
  read(): Promise<boolean>;
  /** Whether a chunk waits for the log. */
  isWaiting(): boolean;
  /** The log has come to this position, between two transactions. */
  reached(lsn: Lsn): void;
  beforeChange(change: UpcomingChange): void;
  ended(xid: number): void;
}

interface Chunk {
  readonly snapshot: TransactionSnapshot;
  readonly rows: readonly Tuple[];
  readonly until: Lsn;
  readonly us: number;
}

const READ_ONLY = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

const isAdHoc = ({ tables }: SnapshotProgress): boolean => tables[0]?.isAdHoc === true;

export const createChunks = (settings: ChunkSettings): Chunks => {
  const { session, tables, place, output, maker, log } = settings;
  let window: ChunkWindow | undefined;
  /** `undefined` until this snapshot's first chunk. */
  let latest: TransactionSnapshot | undefined;
  /** Transactions that were streamed, perhaps by an earlier run, and that other sessions may not see yet. */
  const unsettled = new Set<number>();
  let hasToldOfWaiting = false;
  /** The table whose end was found last. */
  let ended: string | undefined;
  const sizes = {
    initial: createChunkSize(settings.rowsAtOnce.initial),
    adHoc: createChunkSize(settings.rowsAtOnce.adHoc),
  };

  const begin = async (): Promise<void> => {
    latest = parseSnapshot(await currentSnapshot(session));
    for (const xid of latest.running) unsettled.add(xid);
  };

  /** A commit is in the log a moment before other sessions see it, or much longer where a standby must confirm it. */
  const hidesStreamed = (snapshot: TransactionSnapshot): boolean => {
    const hidden = [...unsettled].filter((xid) => xid >= snapshot.xmin && !snapshot.sees(xid));
    if (hidden.length > 0 && !hasToldOfWaiting) log.info('The snapshot waits for transactions to end', { hidden });
    hasToldOfWaiting = hidden.length > 0;
    return hasToldOfWaiting;
  };

  const select = async (
    table: KnownTable,
    source: RowSource,
    after: readonly string[] | null,
    limit: number,
  ): Promise<Chunk | undefined> => {
    await session.query(READ_ONLY);
    try {
      const snapshot = parseSnapshot(await currentSnapshot(session));
      if (hidesStreamed(snapshot)) return undefined;
      const rows = await session.rawRows(selectNext(table, source, after !== null, limit), after ?? []);
      return { snapshot, rows, until: await logEnd(session), us: (await currentMoment(session)).us };
    } finally {
      await session.query('COMMIT');
    }
  };

  const keyOf = ({ order }: KnownTable, row: Tuple): readonly string[] => order.map(({ index }) => row[index] ?? '');

  const findEnd = async (table: KnownTable, source: RowSource): Promise<void> => {
    const { identifier } = table.schema;
    if (settings.endsAt === undefined || ended === identifier) return;
    ended = identifier;
    const [last] = await session.rawRows(selectLast(table, source), []);
    if (last !== undefined) settings.endsAt(identifier, keyOf(table, last));
  };

  const next = (progress: SnapshotProgress): void => {
    const left = withoutFirst(progress);
    place.setSnapshot(left);
    if (left !== null) return;
    latest = undefined;
    log.info('The snapshot is complete');
  };

  const emit = (row: Tuple, of: ChunkWindow, marker: SnapshotMarker, offset: SourceOffset): void => {
    const moment = { time: eventTimeOf(of.us), lsn: of.until, lastCommit: place.lastCommit, txId: null };
    for (const record of readRecord(maker, of.table, row, marker, moment)) output.push(record, offset);
  };

  const markerOf = (progress: SnapshotProgress, isLast: boolean): SnapshotMarker => {
    if (isAdHoc(progress)) return 'incremental';
    if (!isLast) return 'true';
    return progress.tables.length === 1 ? 'last' : 'last_in_data_collection';
  };

  const finish = (progress: SnapshotProgress, { isLast, after, size }: ChunkWindow): void => {
    const further = withRows(progress, size, after);
    if (size > 0) place.setSnapshot(further);
    if (isLast) next(further);
  };

  const close = (closing: ChunkWindow): void => {
    window = undefined;
    const progress = place.snapshot;
    // A signal may have ended the snapshot since.
    if (progress?.tables[0]?.table !== closing.table.schema.identifier) return;
    const rows = closing.takeAll();
    const last = rows.at(-1);
    for (const row of rows.slice(0, -1)) {
      emit(row, closing, markerOf(progress, false), place.snapshotOffset(closing.us, null, keyOf(closing.table, row)));
    }
    // The last row stands for the whole chunk, rows included that went before.
    finish(progress, closing);
    if (last === undefined) return;
    const after = place.snapshot?.after ?? null;
    emit(last, closing, markerOf(progress, closing.isLast), place.snapshotOffset(closing.us, null, after));
  };

  const open = async (progress: SnapshotProgress, found: CatalogEntry): Promise<boolean> => {
    const table = await tables.describe(session, found);
    if (table.order.length === 0) {
      log.warn(`Table ${table.schema.identifier} has no key to read it in order of and is left out of the snapshot`);
      settings.leftOut(table.schema.identifier, 'NO_PRIMARY_KEY');
      next(progress);
      return true;
    }
    const size = isAdHoc(progress) ? sizes.adHoc : sizes.initial;
    const limit = size.rows();
    const source = settings.sourceOf(found, progress.tables[0]?.filter);
    if (isAdHoc(progress)) await findEnd(table, source);
    const chunk = await select(table, source, progress.after, limit + 1);
    if (chunk === undefined) return false;
    const rows = chunk.rows.slice(0, limit);
    size.learn(rows);
    latest = chunk.snapshot;
    // The chunk sees all of them, or it would not have been taken; and whatever is read later sees what it sees.
    unsettled.clear();
    window = createChunkWindow({ ...chunk, table, isLast: chunk.rows.length <= limit }, rows);
    return true;
  };

  /** What a signal asked for and cannot be had must not fail the task again and again. */
  const skipRequest = (progress: SnapshotProgress, error: unknown): boolean => {
    if (!isAdHoc(progress) || !/^42/.test(sqlState(error) ?? '')) throw error;
    log.warn(`Table ${progress.tables[0]?.table} is left out of the snapshot`, { cause: asError(error).message });
    settings.leftOut(progress.tables[0]?.table ?? '', 'SQL_EXCEPTION');
    next(progress);
    return true;
  };

  return {
    wantsChunk: () => window === undefined && place.snapshot !== null && place.snapshot.isPaused !== true,
    read: async () => {
      const progress = place.snapshot;
      const [current] = progress?.tables ?? [];
      if (progress === null || current === undefined) {
        place.setSnapshot(null);
        return true;
      }
      if (latest === undefined) await begin();
      const found = await settings.find(current.table);
      if (found !== undefined) return open(progress, found).catch((error) => skipRequest(progress, error));
      log.warn(`Table ${current.table} is gone and is left out of the snapshot`);
      settings.leftOut(current.table, 'UNKNOWN_SCHEMA');
      next(progress);
      return true;
    },
    isWaiting: () => window !== undefined,
    reached: (lsn) => {
      if (window !== undefined && lsn >= window.until) close(window);
    },
    beforeChange: ({ xid, table, keys, offset }) => {
      if (window?.table.schema.identifier !== table.schema.identifier || window.snapshot.sees(xid)) return;
      const marker = place.snapshot !== null && isAdHoc(place.snapshot) ? 'incremental' : 'true';
      for (const row of window.takeBefore(keys)) emit(row, window, marker, offset());
    },
    ended: (xid) => {
      if (latest !== undefined) unsettled.add(latest.whole(xid));
    },
  };
};

/** Tables that a snapshot has still to read, as its progress names them. */
export const plannedTable = (table: TableId): PlannedTable => ({ table: identifierOf(table) });
