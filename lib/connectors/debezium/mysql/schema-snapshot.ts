import type { Logger } from '../../../connect/logger.ts';
import { identifierOf, type TableId } from '../table-id.ts';
import { databaseDefaults, listTables, tableDefinition } from './catalog.ts';
import { isMissingTable } from './failures.ts';
import type { ServerFacts } from './server.ts';
import { quoteIdentifier, type Session } from './session.ts';

/** A statement that defines a part of what there is. */
export interface DefiningStatement {
  readonly database: string;
  readonly sql: string;
}

export interface SchemaSnapshotSettings {
  readonly facts: ServerFacts;
  readonly log: Logger;
  isWanted(table: TableId): boolean;
  isCaptured(table: TableId): boolean;
}

const nameOf = ({ schema, table }: TableId): string => `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;

const definitionsOf = async (
  session: Session,
  tables: readonly TableId[],
  log: Logger,
): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const id of tables) {
    try {
      const sql = await tableDefinition(session, id);
      if (sql !== undefined) found.set(identifierOf(id), sql);
    } catch (error) {
      if (!isMissingTable(error)) throw error;
      log.warn(`Table ${identifierOf(id)} is gone and is left out of the snapshot`);
    }
  }
  return found;
};

/**
 * What makes all tables as they are now, as statements in the order of `BinlogSnapshotChangeEventSource`: the server's character
 * set, and for each database its tables dropped, itself made anew, and its tables created.
 */
export const readDefinitions = async (
  session: Session,
  { facts, log, isWanted, isCaptured }: SchemaSnapshotSettings,
): Promise<readonly DefiningStatement[]> => {
  const tables = (await listTables(session)).filter(isWanted);
  const defaults = await databaseDefaults(session);
  const definitions = await definitionsOf(session, tables, log);
  const databases = [...new Set(tables.map(({ schema }) => schema))];
  const server = {
    database: '',
    sql: `SET character_set_server=${facts.charset}, collation_server=${facts.collation}`,
  };
  const drops = tables
    .filter(isCaptured)
    .map((id) => ({ database: id.schema, sql: `DROP TABLE IF EXISTS ${nameOf(id)}` }));
  const perDatabase = databases.flatMap((database): readonly DefiningStatement[] => {
    const name = quoteIdentifier(database);
    const charset = defaults.get(database);
    const suffix = charset === undefined ? '' : ` CHARSET ${charset.charset} COLLATE ${charset.collation}`;
    const creates = tables
      .filter(({ schema }) => schema === database)
      .flatMap((id) => {
        const sql = definitions.get(identifierOf(id));
        return sql === undefined ? [] : [{ database, sql }];
      });
    return [
      { database, sql: `DROP DATABASE IF EXISTS ${name}` },
      { database, sql: `CREATE DATABASE ${name}${suffix}` },
      { database, sql: `USE ${name}` },
      ...creates,
    ];
  });
  return [server, ...drops, ...perDatabase];
};
