import { ConnectError } from '../../../../connect/errors.ts';
import type { OffsetValue, SourceOffset, SourcePartition } from '../../../../connect/offset.ts';
import type { TableChange } from '../table-model.ts';
import { changeJson, isJson, readChange } from './table-json.ts';

/** A statement and what it did; follows `io.debezium.relational.history.HistoryRecord`. */
export interface HistoryRecord {
  /** The offset behind the statement. */
  readonly position: SourceOffset;
  readonly tsMs: number;
  readonly database: string;
  readonly ddl: string;
  /** What it did to tables; where it did nothing to any, the statement says what it did. */
  readonly changes: readonly TableChange[];
}

/** A `bigint` is one that JSON's numbers cannot hold; positions and times all can. */
const plainPosition = (position: SourceOffset): Readonly<Record<string, OffsetValue>> =>
  Object.fromEntries(
    Object.entries(position).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
  );

/** In the form of the original, on one line. */
export const writeRecord = (source: SourcePartition, record: HistoryRecord): string =>
  JSON.stringify({
    source,
    position: plainPosition(record.position),
    ts_ms: record.tsMs,
    databaseName: record.database,
    ddl: record.ddl,
    tableChanges: record.changes.map(changeJson),
  });

const isOffsetValue = (value: unknown): value is OffsetValue =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const offsetOf = (json: Readonly<Record<string, unknown>>): SourceOffset =>
  Object.fromEntries(
    Object.entries(json).flatMap(([name, value]) => (isOffsetValue(value) ? [[name, value] as const] : [])),
  );

/**
 * Reads a record of this source; `undefined` for one of another source in the same topic.
 *
 * @throws ConnectError for what is no record.
 */
export const readRecord = (source: SourcePartition, text: string): HistoryRecord | undefined => {
  const json: unknown = JSON.parse(text);
  if (!isJson(json) || !isJson(json.source) || !isJson(json.position))
    throw new ConnectError(`The schema history has an entry that is none: ${text.slice(0, 200)}`);
  if (json.source.server !== source.server) return undefined;
  return {
    position: offsetOf(json.position),
    tsMs: typeof json.ts_ms === 'number' ? json.ts_ms : 0,
    database: typeof json.databaseName === 'string' ? json.databaseName : '',
    ddl: typeof json.ddl === 'string' ? json.ddl : '',
    changes: (Array.isArray(json.tableChanges) ? json.tableChanges.filter(isJson) : []).map(readChange),
  };
};
