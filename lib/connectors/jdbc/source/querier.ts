import { NO_HEADERS } from '../../../connect/header.ts';
import type { SourceOffset } from '../../../connect/offset.ts';
import type { SourceRecord } from '../../../connect/record.ts';
import type { Column, RawRow } from '../column.ts';
import type { ReadSettings } from '../column-reader.ts';
import type { Cursor, Session } from '../dialect.ts';
import { compileRowReader, type RowReader } from '../row-reader.ts';
import type { Quoting } from '../table-id.ts';
import type { JdbcSourceConfig } from './config.ts';
import { findKeyColumns, incrementalSelect, initialPosition } from './incremental-select.ts';
import { type Position, positionOf } from './position.ts';
import { createProgress, type Progress } from './progress.ts';
import type { Target } from './target.ts';

export interface QuerierSettings {
  readonly config: JdbcSourceConfig;
  readonly quoting: Quoting;
  readonly read: ReadSettings;
  readonly now: () => number;
}

/** Queries one table, or the query, again and again; follows the original's `TableQuerier`. */
export interface Querier {
  readonly target: Target;
  /** When to query next, in milliseconds since the epoch. */
  dueAt(): number;
  isRunning(): boolean;
  start(session: Session): Promise<void>;
  /** The next records of the running query; may be none before it is through. */
  next(): Promise<readonly SourceRecord[]>;
  /** Forgets the running query; the next one begins after the last record handed on. */
  reset(): void;
}

interface Run {
  readonly cursor: Cursor;
  readonly progress: Progress;
  readonly reader: RowReader;
}

/** @param stored the offset to resume from, `null` in a table that was never read. */
export const createQuerier = (target: Target, settings: QuerierSettings, stored: SourceOffset | null): Querier => {
  const { config, read, now } = settings;
  let position: Position | null = stored === null ? null : positionOf(stored);
  let dueAt = typeof stored?.completed === 'number' ? stored.completed + config['poll.interval.ms'] : 0;
  let run: Run | null = null;
  let held: RawRow | null = null;
  let compiled: { readonly signature: string; readonly reader: RowReader } | null = null;

  /** The same schema object as long as the columns are the same. */
  const readerOf = (columns: readonly Column[]): RowReader => {
    const signature = JSON.stringify(columns);
    if (compiled?.signature !== signature)
      compiled = { signature, reader: compileRowReader(target.schemaName, columns, read) };
    return compiled.reader;
  };

  const recordOf = (row: RawRow, sourceOffset: SourceOffset, reader: RowReader): SourceRecord => ({
    topic: target.topic,
    kafkaPartition: null,
    keySchema: null,
    key: null,
    valueSchema: reader.schema,
    value: reader.read(row),
    timestamp: null,
    headers: NO_HEADERS,
    sourcePartition: target.partition,
    sourceOffset,
  });

  return {
    target,
    dueAt: () => dueAt,
    isRunning: () => run !== null,
    start: async (session) => {
      const columns = await session.describe(target.select);
      const keys = findKeyColumns(target, columns, settings);
      const from = position ?? (await initialPosition(settings, session));
      position = from;
      const sql = await incrementalSelect(target, { keys, from }, settings, session);
      const progress = createProgress(keys, from, { dates: read.dates, now });
      run = { reader: readerOf(columns), progress, cursor: await session.open(sql, columns) };
    },
    next: async () => {
      if (run === null) return [];
      const { cursor, progress, reader } = run;
      const maxRows = config['batch.max.rows'];
      const page = await cursor.read(maxRows);
      const isLast = page.length < maxRows;
      const rows = held === null ? page : [held, ...page];
      held = isLast || !progress.looksAhead ? null : (rows.pop() ?? null);
      const records = rows.map((row, index) => recordOf(row, progress.offset(row, rows[index + 1] ?? held), reader));
      position = progress.position();
      if (isLast) {
        run = null;
        dueAt = now() + config['poll.interval.ms'];
      }
      return records;
    },
    reset: () => {
      run = null;
      held = null;
    },
  };
};
