import type { SourceOffset } from '../../../connect/offset.ts';
import type { Struct } from '../../../connect/struct.ts';
import type { UnplacedRecord } from '../change-records.ts';
import type { DdlEvent, DdlResult } from './ddl/apply-ddl.ts';
import { type SchemaChangeSettings, schemaChangeRecords } from './schema-changes/schema-change-records.ts';
import { createDdlFilter } from './schema-history/ddl-filter.ts';
import type { SchemaHistory } from './schema-history/schema-history.ts';
import type { TaskSettings } from './settings.ts';

/** What was done, where and when. */
export interface AppliedStatement {
  readonly position: SourceOffset;
  readonly seconds: number;
  readonly database: string;
  readonly sql: string;
  readonly result: DdlResult;
}

/** Tells of changed tables, and keeps the history of them. */
export interface SchemaChanges {
  records(
    events: readonly DdlEvent[],
    sourceOf: (database: string, table: string | null) => Struct,
    seconds: number,
  ): readonly UnplacedRecord[];
  /** Resolves when the history cannot be lost once an offset behind it is stored. */
  keep(statements: readonly AppliedStatement[]): Promise<void>;
}

export const createSchemaChanges = (settings: TaskSettings, history: SchemaHistory): SchemaChanges => {
  const { config, isCaptured, isDatabaseCaptured } = settings;
  const told: SchemaChangeSettings = {
    flavor: settings.flavor,
    topic: config['topic.prefix'],
    headers: settings.maker.headers,
    includeComments: config['include.schema.comments'],
    adjustSchemaName: settings.tables.schemas.adjustSchemaName,
  };
  const isKept = ({ result, database }: AppliedStatement): boolean => {
    const ids = result.changes.map(({ id }) => id);
    if (config['schema.history.internal.store.only.captured.tables.ddl'] && ids.length > 0) return ids.some(isCaptured);
    if (!config['schema.history.internal.store.only.captured.databases.ddl']) return true;
    return database === '' || [database, ...result.databases].some(isDatabaseCaptured);
  };
  const onlyTables = config['schema.history.internal.store.only.captured.tables.ddl'];
  const onlyDatabases = onlyTables || config['schema.history.internal.store.only.captured.databases.ddl'];
  const isFiltered = createDdlFilter(config['schema.history.internal.ddl.filter']);
  /** Follows `BinlogDatabaseSchema.parseDdl`: what the history keeps is told. */
  const isTold = ({ kind, database, ddl, changes }: DdlEvent): boolean => {
    if (kind === 'truncate' || isFiltered(ddl)) return false;
    if (onlyTables && kind === 'table' && !changes.some(({ id }) => isCaptured(id))) return false;
    if (onlyTables && kind === 'other') return false;
    return !onlyDatabases || database === '' || isDatabaseCaptured(database);
  };
  return {
    records: (events, sourceOf, seconds) => {
      if (!config['include.schema.changes']) return [];
      return events.filter(isTold).flatMap(({ database, ddl, changes }) => {
        const tables = changes.map(({ id }) => id.table);
        const source = sourceOf(database, tables.length === 0 ? null : tables.join(','));
        return schemaChangeRecords(told, { source, database, ddl, changes, tsMs: seconds * 1000 });
      });
    },
    keep: (statements) =>
      history.record(
        statements.filter(isKept).map(({ position, seconds, database, sql, result }) => ({
          position,
          tsMs: seconds * 1000,
          database,
          ddl: sql,
          changes: result.changes,
        })),
      ),
  };
};
