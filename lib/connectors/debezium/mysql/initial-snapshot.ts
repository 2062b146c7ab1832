import type { Logger } from '../../../connect/logger.ts';
import { createChunkSize } from '../chunk-size.ts';
import { type EventTime, eventTimeOf } from '../event-clock.ts';
import type { Output } from '../output.ts';
import type { ScanStatus } from '../snapshot-events.ts';
import type { PlannedTable } from '../snapshot-progress.ts';
import { createSnapshotScan } from '../snapshot-scan.ts';
import type { SnapshotMarker } from '../source-info.ts';
import { isMissingTable } from './failures.ts';
import type { Place } from './place.ts';
import type { RawRow } from './raw-value.ts';
import { type RecordMaker, readRecord } from './rows.ts';
import { keyOf, type RowSource, selectRows } from './snapshot-query.ts';
import type { SnapshotView } from './snapshot-view.ts';
import type { KnownTable } from './tables.ts';

export interface InitialSnapshotSettings {
  readonly view: SnapshotView;
  readonly place: Place;
  readonly output: Output;
  readonly maker: RecordMaker;
  readonly log: Logger;
  readonly rowsAtOnce: number;
  /** A table cannot be read. */
  leftOut(table: string, status: ScanStatus): void;
  /** A table as of the view; `undefined` when it is gone by then. */
  find(identifier: string): KnownTable | undefined;
  sourceOf(identifier: string): RowSource;
}

/** Reads what is left of the planned tables in one view. */
export interface InitialSnapshot {
  /** Puts the next rows out; true when all are. */
  next(): Promise<boolean>;
}

interface Held {
  readonly table: KnownTable;
  readonly row: RawRow;
  readonly isFirst: boolean;
  readonly isFirstOfTable: boolean;
}

interface Batch {
  readonly table: KnownTable;
  readonly rows: readonly RawRow[];
  readonly isFirstOfTable: boolean;
}

const initialTables = ({ snapshot }: Place): readonly PlannedTable[] =>
  snapshot?.tables.filter(({ isAdHoc }) => isAdHoc !== true) ?? [];

async function* readTables(settings: InitialSnapshotSettings): AsyncGenerator<Batch> {
  const { view, log, rowsAtOnce, find, sourceOf } = settings;
  let after = settings.place.snapshot?.after ?? null;
  const leaveOut = (identifier: string): void => {
    log.warn(`Table ${identifier} is gone and is left out of the snapshot`);
    settings.leftOut(identifier, 'UNKNOWN_SCHEMA');
  };
  for (const { table: identifier } of initialTables(settings.place)) {
    const table = find(identifier);
    if (table === undefined) leaveOut(identifier);
    else {
      const size = createChunkSize(rowsAtOnce);
      let isFirstOfTable = true;
      try {
        const sql = selectRows(table, sourceOf(identifier), after);
        for await (const rows of view.session.rawBatches(sql, size.rows)) {
          size.learn(rows);
          yield { table, rows, isFirstOfTable };
          isFirstOfTable = false;
        }
      } catch (error) {
        if (!isMissingTable(error) || !isFirstOfTable) throw error;
        leaveOut(identifier);
      }
    }
    after = null;
  }
}

const markerOf = ({ isFirst, isFirstOfTable }: Held, isLastOfTable: boolean, isLast: boolean): SnapshotMarker => {
  if (isLast) return 'last';
  if (isFirst) return 'first';
  if (isLastOfTable) return 'last_in_data_collection';
  return isFirstOfTable ? 'first_in_data_collection' : 'true';
};

export const createInitialSnapshot = (settings: InitialSnapshotSettings): InitialSnapshot => {
  const { view, place, output, maker, log } = settings;
  const isContinued = place.snapshot?.after != null;
  const batches = readTables(settings);
  const scan = createSnapshotScan(place);
  let time: EventTime | undefined;
  let upcoming: Promise<IteratorResult<Batch>> | undefined;
  let held: Held | undefined;
  let count = 0;

  /** Those that signals ask for are left for later. */
  const finish = (): void => scan.finish(({ isAdHoc }) => isAdHoc === true);

  /** Rows are put out one late: only then it is known whether they are the last of their table, or of all. */
  const putOut = (isLastOfTable: boolean, isLast: boolean): void => {
    if (held === undefined) return;
    const { table, row } = held;
    scan.enter(table.schema.identifier);
    if (isLast) finish();
    const moment = { time: time ?? eventTimeOf(0), log: view.log };
    const after = table.order.length === 0 || isLast ? null : keyOf(table, row);
    const marker = markerOf(held, isLastOfTable, isLast);
    const seconds = Math.floor(moment.time.ms / 1000);
    for (const record of readRecord(maker, table, row, marker, moment))
      output.push(record, place.snapshotOffset(seconds, after));
    held = undefined;
  };

  const take = ({ table, rows, isFirstOfTable }: Batch): void => {
    rows.forEach((row, index) => {
      putOut(isFirstOfTable && index === 0, false);
      const isFirst = count === 0 && !isContinued;
      held = { table, row, isFirst, isFirstOfTable: isFirstOfTable && index === 0 };
      count += 1;
    });
    const told = rows.at(-2);
    if (told !== undefined && table.order.length > 0) scan.reached(keyOf(table, told));
  };

  return {
    next: async () => {
      time ??= eventTimeOf(maker.clock().us);
      const { done, value } = await (upcoming ?? batches.next());
      if (done) {
        putOut(true, true);
        finish();
        output.release();
        log.info('The snapshot is complete');
        return true;
      }
      // The next rows are fetched while these are converted and sent.
      upcoming = batches.next();
      upcoming.catch(() => {});
      take(value);
      output.release();
      return false;
    },
  };
};
