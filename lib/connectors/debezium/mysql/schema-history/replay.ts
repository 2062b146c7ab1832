import type { Logger } from '../../../../connect/logger.ts';
import { identifierOf } from '../../table-id.ts';
import { applyDdl } from '../ddl/apply-ddl.ts';
import { DdlError } from '../ddl/ddl-error.ts';
import type { Flavor } from '../flavor.ts';
import { emptySchema, type SchemaModel, type TableChange, type TableModel } from '../table-model.ts';
import type { HistoryRecord } from './history-record.ts';

export interface ReplaySettings {
  readonly flavor: Flavor;
  readonly skipsUnparseable: boolean;
  isFiltered(ddl: string): boolean;
  readonly log: Logger;
}

/** Builds a model from a history, record by record. */
export interface Replay {
  apply(record: HistoryRecord): void;
  model(): SchemaModel;
}

const applyChange = (tables: Map<string, TableModel>, { id, previousId, table }: TableChange): void => {
  if (previousId !== null) tables.delete(identifierOf(previousId));
  if (table === null) tables.delete(identifierOf(id));
  else tables.set(identifierOf(id), table);
};

export const createReplay = ({ flavor, skipsUnparseable, isFiltered, log }: ReplaySettings): Replay => {
  let model = emptySchema({ serverCharset: null, lowerCaseNames: false });
  /** Changed in place: a history may have very many tables. */
  let tables = new Map(model.tables);

  const parse = ({ database, ddl }: HistoryRecord): void => {
    if (ddl === '' || isFiltered(ddl)) return;
    try {
      model = applyDdl({ ...model, tables }, database, ddl, flavor).schema;
      tables = new Map(model.tables);
    } catch (error) {
      if (!(error instanceof DdlError) || !skipsUnparseable) throw error;
      log.warn(error.message);
    }
  };

  return {
    apply: (record) => {
      if (record.changes.length === 0) parse(record);
      else for (const change of record.changes) applyChange(tables, change);
    },
    model: () => ({ ...model, tables }),
  };
};

/** A model as the records that make it. */
export const recordsOf = (
  model: SchemaModel,
  at: Pick<HistoryRecord, 'position' | 'tsMs'>,
): readonly HistoryRecord[] => {
  const server: HistoryRecord = {
    ...at,
    database: '',
    ddl: model.serverCharset === null ? '' : `SET character_set_server=${model.serverCharset}`,
    changes: [],
  };
  const databases = [...model.databaseCharsets].map(([database, charset]) => ({
    ...at,
    database,
    ddl: `CREATE DATABASE \`${database.replaceAll('`', '``')}\` CHARSET ${charset}`,
    changes: [],
  }));
  const tables = [...model.tables.values()].map((table) => ({
    ...at,
    database: table.id.schema,
    ddl: '',
    changes: [{ type: 'CREATE' as const, id: table.id, previousId: null, table }],
  }));
  return [server, ...databases, ...tables];
};
