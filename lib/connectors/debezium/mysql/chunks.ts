import { randomUUID } from 'node:crypto';
import { asError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import { createChunkSize } from '../chunk-size.ts';
import type { EventTime } from '../event-clock.ts';
import type { Output } from '../output.ts';
import type { Signal } from '../signals.ts';
import type { ScanStatus } from '../snapshot-events.ts';
import { type SnapshotProgress, withoutFirst, withRows } from '../snapshot-progress.ts';
import type { SnapshotMarker } from '../source-info.ts';
import type { TableId } from '../table-id.ts';
import type { Definitions } from './definitions.ts';
import { errorNumber, isPassing } from './failures.ts';
import type { Place } from './place.ts';
import type { RawRow } from './raw-value.ts';
import { type RecordMaker, readRecord } from './rows.ts';
import { quoteIdentifier, quoteLiteral, type Session } from './session.ts';
import { keyOf, type RowSource, selectLast, selectRows } from './snapshot-query.ts';
import type { TableModel } from './table-model.ts';
import type { KnownTable } from './tables.ts';

export interface ChunkSettings {
  readonly session: Session;
  readonly definitions: Definitions;
  readonly tableOf: (model: TableModel) => KnownTable;
  readonly place: Place;
  readonly output: Output;
  readonly maker: RecordMaker;
  readonly log: Logger;
  readonly maxRows: number;
  /** The table that marks are written to, which is that of the signals. */
  readonly signalTable: TableId | null;
  /** Whether the mark that opens is deleted for closing. */
  readonly deletes: boolean;
  /** A table cannot be read. */
  leftOut(table: string, status: ScanStatus): void;
  /** Where a table ends; absent where nobody wants to know. */
  readonly endsAt?: ((table: string, key: readonly string[]) => void) | undefined;
  sourceOf(identifier: string, filter: string | undefined): RowSource;
  /** A row's key, the same for rows that were selected and for those of the log. */
  rowKey(table: KnownTable, row: RawRow): string | undefined;
}

/**
 * Reads the tables that signals ask for, chunk by chunk while the log is streamed; follows
 * `AbstractIncrementalSnapshotChangeEventSource`. A mark is written to the signal table before a chunk is selected, and another
 * one behind: changes between both in the log may be in the chunk or not, so the rows that they are about are left to them.
 */
export interface Chunks {
  wantsChunk(): boolean;
  read(): Promise<void>;
  /** Whether a chunk waits for its marks. */
  isWaiting(): boolean;
  /** Takes a mark of its own; false for any other signal. */
  mark(signal: Signal): boolean;
  beforeChange(table: KnownTable, images: ReadonlyArray<RawRow | null>): void;
  beforeTruncate(table: KnownTable): void;
  /** A table was altered: what was read of it counts no more. */
  changed(identifier: string): void;
}

interface Chunk {
  readonly id: string;
  readonly table: KnownTable;
  readonly rows: Map<string, RawRow>;
  readonly isLast: boolean;
  /** How many rows were read, those that the log tells of among them. */
  readonly size: number;
  /** The last row's key. */
  readonly after: readonly string[] | null;
  readonly time: EventTime;
  isOpen: boolean;
}

const OPEN = 'snapshot-window-open';
const CLOSE = 'snapshot-window-close';
/** A table or column that is not there, or a right that is missing. */
const NOT_TO_BE_HAD = new Set([1044, 1049, 1054, 1064, 1142, 1146, 1227, 1290, 1366, 1406]);

const adHocTable = (progress: SnapshotProgress | null) => {
  const [first] = progress?.tables ?? [];
  return first?.isAdHoc === true ? first : undefined;
};

export const createChunks = (settings: ChunkSettings): Chunks => {
  const { session, definitions, place, output, maker, log } = settings;
  const size = createChunkSize(settings.maxRows);
  let chunk: Chunk | undefined;
  /** The table whose end was found last. */
  let ended: string | undefined;

  const findEnd = async (table: KnownTable, source: RowSource): Promise<void> => {
    const { identifier } = table.schema;
    if (settings.endsAt === undefined || ended === identifier) return;
    ended = identifier;
    const [last] = await session.rawRows(selectLast(table, source));
    if (last !== undefined) settings.endsAt(identifier, keyOf(table, last));
  };

  const next = (progress: SnapshotProgress): void => {
    const left = withoutFirst(progress);
    place.setSnapshot(left);
    if (left === null) log.info('The snapshot is complete');
  };

  const signalTable = (): string => {
    const id = settings.signalTable;
    if (id === null) throw new Error('signal.data.collection names no table');
    return `${quoteIdentifier(id.schema)}.${quoteIdentifier(id.table)}`;
  };

  const insert = (id: string, type: string): Promise<unknown> =>
    session.query(`INSERT INTO ${signalTable()} VALUES (${quoteLiteral(id)}, ${quoteLiteral(type)}, NULL)`);

  /** Columns of the signal table may have any names: only the first one's is needed. */
  const remove = (id: string): Promise<unknown> => {
    const model = settings.signalTable === null ? undefined : definitions.table(settings.signalTable);
    const [first] = model?.columns ?? [];
    return session.query(
      `DELETE FROM ${signalTable()} WHERE ${quoteIdentifier(first?.name ?? 'id')} = ${quoteLiteral(id)}`,
    );
  };

  const select = async (progress: SnapshotProgress, table: KnownTable, filter: string | undefined): Promise<Chunk> => {
    const id = randomUUID();
    const limit = size.rows();
    const source = settings.sourceOf(table.schema.identifier, filter);
    await findEnd(table, source);
    await insert(`${id}-open`, OPEN);
    const found = await session.rawRows(selectRows(table, source, progress.after, limit + 1));
    if (settings.deletes) await remove(`${id}-open`);
    await insert(`${id}-close`, CLOSE);
    const rows = found.slice(0, limit);
    size.learn(rows);
    const last = rows.at(-1);
    return {
      id,
      table,
      rows: new Map(rows.map((row) => [settings.rowKey(table, row) ?? '', row])),
      isLast: found.length <= limit,
      size: rows.length,
      after: last === undefined ? null : keyOf(table, last),
      time: maker.clock(),
      isOpen: false,
    };
  };

  const close = (closing: Chunk): void => {
    chunk = undefined;
    const progress = place.snapshot;
    // A signal may have ended the snapshot since.
    if (progress === null || adHocTable(progress)?.table !== closing.table.schema.identifier) return;
    const rows = [...closing.rows.values()];
    const moment = { time: closing.time, log: place.log };
    const seconds = Math.floor(closing.time.ms / 1000);
    const marker: SnapshotMarker = 'incremental';
    const emit = (row: RawRow, after: readonly string[] | null): void => {
      for (const record of readRecord(maker, closing.table, row, marker, moment))
        output.push(record, place.snapshotOffset(seconds, after));
    };
    for (const row of rows.slice(0, -1)) emit(row, keyOf(closing.table, row));
    const last = rows.at(-1);
    const further = withRows(progress, closing.size, closing.after);
    if (closing.size > 0) place.setSnapshot(further);
    if (closing.isLast) next(further);
    if (last !== undefined) emit(last, place.snapshot?.after ?? null);
    output.release();
  };

  return {
    wantsChunk: () =>
      chunk === undefined && place.snapshot?.isPaused !== true && adHocTable(place.snapshot) !== undefined,
    read: async () => {
      const progress = place.snapshot;
      const planned = adHocTable(progress);
      if (progress === null || planned === undefined) return;
      const [schema = '', table = ''] = planned.table.split(/\.(.*)/s);
      const model = definitions.table({ schema, table });
      const known = model === undefined ? undefined : settings.tableOf(model);
      if (settings.signalTable === null) {
        log.warn(
          `Table ${planned.table} is left out of the snapshot: set signal.data.collection to a table in which its chunks can be marked`,
        );
        settings.leftOut(planned.table, 'SQL_EXCEPTION');
        return next(progress);
      }
      if (known === undefined || known.order.length === 0) {
        log.warn(`Table ${planned.table} is not there or has no key, and is left out of the snapshot`);
        settings.leftOut(planned.table, known === undefined ? 'UNKNOWN_SCHEMA' : 'NO_PRIMARY_KEY');
        return next(progress);
      }
      try {
        chunk = await select(progress, known, planned.filter);
      } catch (error) {
        // What a signal asked for and cannot be had must not fail the task again and again.
        if (isPassing(asError(error)) || !NOT_TO_BE_HAD.has(errorNumber(error))) throw error;
        log.warn(`Table ${planned.table} is left out of the snapshot`, { cause: asError(error).message });
        settings.leftOut(planned.table, 'SQL_EXCEPTION');
        next(progress);
      }
    },
    isWaiting: () => chunk !== undefined,
    mark: ({ id, type }) => {
      if (type !== OPEN && type !== CLOSE) return false;
      if (chunk !== undefined && id === `${chunk.id}-open`) chunk.isOpen = true;
      if (chunk !== undefined && id === `${chunk.id}-close`) close(chunk);
      return true;
    },
    beforeChange: (table, images) => {
      if (chunk?.isOpen !== true || chunk.table.schema.identifier !== table.schema.identifier) return;
      for (const image of images) if (image !== null) chunk.rows.delete(settings.rowKey(table, image) ?? '');
    },
    beforeTruncate: (table) => {
      if (chunk?.table.schema.identifier === table.schema.identifier) chunk.rows.clear();
    },
    changed: (identifier) => {
      if (chunk?.table.schema.identifier === identifier) chunk = undefined;
    },
  };
};
