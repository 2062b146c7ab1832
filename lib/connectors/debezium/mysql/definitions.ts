import { ConnectError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import { identifierOf, type TableId } from '../table-id.ts';
import { applyDdl, type DdlResult } from './ddl/apply-ddl.ts';
import { DdlError } from './ddl/ddl-error.ts';
import type { Flavor } from './flavor.ts';
import type { SchemaModel, TableModel } from './table-model.ts';

/** All definitions as of the place that a run has come to. */
export interface Definitions {
  readonly schema: SchemaModel;
  table(id: TableId): TableModel | undefined;
  /** Takes what a statement changes. @throws ConnectError for one that cannot be understood, unless these are skipped. */
  apply(database: string, ddl: string): DdlResult;
}

export interface DefinitionSettings {
  readonly flavor: Flavor;
  readonly skipsUnparseable: boolean;
  readonly log: Logger;
}

export const createDefinitions = (from: SchemaModel, settings: DefinitionSettings): Definitions => {
  let schema = from;
  const keyOf = (id: TableId): string => (schema.lowerCaseNames ? identifierOf(id).toLowerCase() : identifierOf(id));
  const understood = (database: string, ddl: string): DdlResult => {
    try {
      return applyDdl(schema, database, ddl, settings.flavor);
    } catch (error) {
      if (!(error instanceof DdlError)) throw error;
      if (!settings.skipsUnparseable)
        throw new ConnectError(
          `The statement ${JSON.stringify(ddl.slice(0, 1000))} cannot be understood: ${error.message}. If it changes no captured table, set schema.history.internal.skip.unparseable.ddl=true`,
          { cause: error },
        );
      settings.log.warn('A statement that cannot be understood is left out of the schema history', {
        cause: error.message,
      });
      return { schema, changes: [], events: [], databases: [], truncated: [] };
    }
  };
  return {
    get schema() {
      return schema;
    },
    table: (id) => schema.tables.get(identifierOf(id)) ?? schema.tables.get(keyOf(id)),
    apply: (database, ddl) => {
      const result = understood(database, ddl);
      schema = result.schema;
      return result;
    },
  };
};
