import { identifierOf, type TableId } from '../table-id.ts';
import { quoteIdentifier, type Session } from './session.ts';

const SYSTEM = /^(mysql|information_schema|performance_schema|sys)$/i;

/** The server's own databases. */
export const isBuiltIn = ({ schema }: TableId): boolean => SYSTEM.test(schema);

/** Every table but the server's own, by name; no views. */
export const listTables = async (session: Session): Promise<readonly TableId[]> => {
  const rows = await session.query<{ s: string; t: string }>(
    `SELECT TABLE_SCHEMA AS s, TABLE_NAME AS t FROM information_schema.TABLES WHERE TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')`,
  );
  return rows
    .map(({ s: schema, t: table }) => ({ schema, table }))
    .filter((id) => !isBuiltIn(id))
    .toSorted((one, other) => (identifierOf(one) < identifierOf(other) ? -1 : 1));
};

/** A table's definition as a statement; `undefined` when it is gone. */
export const tableDefinition = async (session: Session, { schema, table }: TableId): Promise<string | undefined> => {
  const [row] = await session.query<Record<string, string>>(
    `SHOW CREATE TABLE ${quoteIdentifier(schema)}.${quoteIdentifier(table)}`,
  );
  return row?.['Create Table'];
};

/** The character set and collation that new tables of a database have. */
export const databaseDefaults = async (
  session: Session,
): Promise<ReadonlyMap<string, { readonly charset: string; readonly collation: string }>> => {
  const rows = await session.query<{ s: string; c: string; l: string }>(
    'SELECT SCHEMA_NAME AS s, DEFAULT_CHARACTER_SET_NAME AS c, DEFAULT_COLLATION_NAME AS l FROM information_schema.SCHEMATA',
  );
  return new Map(rows.map(({ s, c, l }) => [s, { charset: c, collation: l }]));
};
