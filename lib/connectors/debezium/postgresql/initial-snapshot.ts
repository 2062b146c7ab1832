import type { Logger } from '../../../connect/logger.ts';
import { createChunkSize } from '../chunk-size.ts';
import { type EventTime, eventTimeOf } from '../event-clock.ts';
import type { Output } from '../output.ts';
import type { ScanStatus } from '../snapshot-events.ts';
import { createSnapshotScan } from '../snapshot-scan.ts';
import type { SnapshotMarker } from '../source-info.ts';
import { identifierOf } from '../table-id.ts';
import type { CatalogEntry } from './catalog.ts';
import type { Tuple } from './pgoutput.ts';
import type { Place } from './place.ts';
import { type RecordMaker, readRecord } from './rows.ts';
import { quoteLiteral, type Session, sqlState } from './session.ts';
import { currentMoment, type DatabaseMoment, type RowSource, selectAll, selectNext } from './snapshot-query.ts';
import type { KnownTable, Tables } from './tables.ts';

export interface InitialSnapshotSettings {
  /** Its own, since it holds a transaction open. */
  readonly session: Session;
  readonly tables: Tables;
  readonly place: Place;
  readonly output: Output;
  readonly maker: RecordMaker;
  readonly log: Logger;
  readonly rowsAtOnce: number;
  /** A table cannot be read. */
  leftOut(table: string, status: ScanStatus): void;
  /** Those to be read: the first ones that the place's progress names. */
  readonly planned: readonly CatalogEntry[];
  sourceOf(table: CatalogEntry): RowSource;
}

/** Reads all tables as of one moment, within one run; what it does not finish is read by chunks later. */
export interface InitialSnapshot {
  /** Puts the next rows out; true when all are. */
  next(): Promise<boolean>;
  close(): Promise<void>;
}

interface Held {
  readonly table: KnownTable;
  readonly row: Tuple;
  readonly isFirst: boolean;
  readonly isFirstOfTable: boolean;
}

interface Chunk {
  readonly table: KnownTable;
  readonly rows: readonly Tuple[];
  readonly isFirstOfTable: boolean;
}

const UNDEFINED_TABLE = '42P01';

/** Opens the transaction that everything is read in: that of an exported snapshot, or its own. */
export const beginSnapshot = async (session: Session, exported: string | null): Promise<void> => {
  await session.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  if (exported !== null) await session.query(`SET TRANSACTION SNAPSHOT ${quoteLiteral(exported)}`);
};

/** All rows of a table without a key, by a cursor; of others the rows behind the last one read. */
async function* chunksOf(
  { session, rowsAtOnce }: InitialSnapshotSettings,
  table: KnownTable,
  source: RowSource,
): AsyncGenerator<readonly Tuple[]> {
  const size = createChunkSize(rowsAtOnce);
  const isKeyed = table.order.length > 0;
  if (!isKeyed) await session.query(`DECLARE debezium_rows NO SCROLL CURSOR FOR ${selectAll(table, source)}`);
  let after: readonly string[] | null = null;
  for (;;) {
    const limit = size.rows();
    const rows: readonly Tuple[] = isKeyed
      ? await session.rawRows(selectNext(table, source, after !== null, limit), after ?? [])
      : await session.rawRows(`FETCH FORWARD ${limit} FROM debezium_rows`);
    if (rows.length > 0) yield rows;
    if (rows.length < limit) break;
    size.learn(rows);
    const last = rows.at(-1);
    after = table.order.map(({ index }) => last?.[index] ?? '');
  }
  if (!isKeyed) await session.query('CLOSE debezium_rows');
}

async function* readTables(settings: InitialSnapshotSettings): AsyncGenerator<Chunk> {
  const { session, tables, planned, log, sourceOf } = settings;
  for (const entry of planned) {
    let isFirstOfTable = true;
    await session.query('SAVEPOINT before_table');
    try {
      const table = await tables.describe(session, entry);
      for await (const rows of chunksOf(settings, table, sourceOf(entry))) {
        yield { table, rows, isFirstOfTable };
        isFirstOfTable = false;
      }
    } catch (error) {
      if (sqlState(error) !== UNDEFINED_TABLE || !isFirstOfTable) throw error;
      log.warn(`Table ${identifierOf(entry)} is gone and is left out of the snapshot`);
      settings.leftOut(identifierOf(entry), 'UNKNOWN_SCHEMA');
      await session.query('ROLLBACK TO before_table');
    }
  }
}

const markerOf = ({ isFirst, isFirstOfTable }: Held, isLastOfTable: boolean, isLast: boolean): SnapshotMarker => {
  if (isLast) return 'last';
  if (isFirst) return 'first';
  if (isLastOfTable) return 'last_in_data_collection';
  return isFirstOfTable ? 'first_in_data_collection' : 'true';
};

/** `null` in a table without a key. */
const keyOf = ({ order }: KnownTable, row: Tuple): readonly string[] | null =>
  order.length === 0 ? null : order.map(({ index }) => row[index] ?? '');

export const createInitialSnapshot = (settings: InitialSnapshotSettings): InitialSnapshot => {
  const { session, place, output, maker } = settings;
  const chunks = readTables(settings);
  const scan = createSnapshotScan(place);
  let moment: DatabaseMoment | undefined;
  let time: EventTime = eventTimeOf(0);
  let upcoming: Promise<IteratorResult<Chunk>> | undefined;
  let held: Held | undefined;
  let count = 0;

  const finish = (): void => {
    const names = new Set(settings.planned.map(identifierOf));
    scan.finish(({ table }) => !names.has(table));
  };

  /** Rows are put out one late: only then it is known whether they are the last of their table, or of all. */
  const putOut = (isLastOfTable: boolean, isLast: boolean): void => {
    if (held === undefined) return;
    const { table, row } = held;
    scan.enter(table.schema.identifier);
    if (isLast) finish();
    const us = moment?.us ?? 0;
    const after = keyOf(table, row);
    const facts = { time, lsn: place.start, lastCommit: place.lastCommit, txId: moment?.txId ?? null };
    for (const record of readRecord(
      maker,
      table,
      row,
      markerOf(held, isLastOfTable, isLast && place.snapshot === null),
      facts,
    ))
      output.push(record, place.snapshotOffset(us, facts.txId, isLast ? null : after));
    held = undefined;
  };

  const take = ({ table, rows, isFirstOfTable }: Chunk): void => {
    rows.forEach((row, index) => {
      putOut(isFirstOfTable && index === 0, false);
      held = { table, row, isFirst: count === 0, isFirstOfTable: isFirstOfTable && index === 0 };
      count += 1;
    });
    const told = rows.at(-2);
    const after = told === undefined ? null : keyOf(table, told);
    if (after !== null) scan.reached(after);
  };

  return {
    next: async () => {
      if (moment === undefined) {
        moment = await currentMoment(session);
        time = eventTimeOf(moment.us);
      }
      const { done, value } = await (upcoming ?? chunks.next());
      if (done) {
        putOut(true, true);
        finish();
        output.release();
        await session.query('COMMIT');
        return true;
      }
      // The next rows are fetched while these are converted and sent.
      upcoming = chunks.next();
      upcoming.catch(() => {});
      take(value);
      output.release();
      return false;
    },
    close: async () => {
      await upcoming?.catch(() => {});
    },
  };
};
