import { ConnectError } from '../../../connect/errors.ts';
import type { Logger } from '../../../connect/logger.ts';
import { identifierOf, type TableId } from '../table-id.ts';
import { quoteIdentifier, type Session } from './session.ts';

export interface PublicationSettings {
  readonly 'publication.name': string;
  readonly 'publication.autocreate.mode': 'disabled' | 'all_tables' | 'filtered' | 'no_tables';
  readonly 'publish.via.partition.root': boolean;
}

const quoted = ({ schema, table }: TableId): string => `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;

const exists = async (session: Session, name: string): Promise<boolean> =>
  (await session.query('SELECT 1 FROM pg_publication WHERE pubname = $1', [name])).length > 0;

const publishedTables = async (session: Session, name: string): Promise<ReadonlySet<string>> => {
  const rows = await session.query<{ name: string }>(
    `SELECT n.nspname || '.' || c.relname AS name FROM pg_publication p JOIN pg_publication_rel r ON r.prpubid = p.oid
      JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE p.pubname = $1 AND NOT p.puballtables`,
    [name],
  );
  return new Set(rows.map((row) => row.name));
};

/** Brings a publication of chosen tables up to date with the include lists. */
const alignTables = async (session: Session, name: string, tables: readonly TableId[]): Promise<void> => {
  const published = await publishedTables(session, name);
  const isSame = published.size === tables.length && tables.every((table) => published.has(identifierOf(table)));
  if (isSame || published.size === 0) return;
  await session.query(`ALTER PUBLICATION ${quoteIdentifier(name)} SET TABLE ${tables.map(quoted).join(', ')}`);
};

const clauseOf = (mode: PublicationSettings['publication.autocreate.mode'], tables: readonly TableId[]): string => {
  if (mode === 'all_tables') return ' FOR ALL TABLES';
  if (mode === 'no_tables') return '';
  if (tables.length === 0)
    throw new ConnectError('No table filters found for filtered publication: no table matches the include lists');
  return ` FOR TABLE ${tables.map(quoted).join(', ')}`;
};

/**
 * Sees to it that there is a publication, as `publication.autocreate.mode` has it.
 *
 * @throws ConnectError when there is none and it may not be created.
 */
export const preparePublication = async (
  session: Session,
  settings: PublicationSettings,
  tables: readonly TableId[],
  log: Logger,
): Promise<void> => {
  const { 'publication.name': name, 'publication.autocreate.mode': mode } = settings;
  if (await exists(session, name)) {
    if (mode === 'filtered') await alignTables(session, name, tables);
    return;
  }
  if (mode === 'disabled')
    throw new ConnectError(
      `Publication "${name}" does not exist and publication.autocreate.mode is disabled: create it with CREATE PUBLICATION ${quoteIdentifier(name)} FOR …, or set another mode`,
    );
  const viaRoot = settings['publish.via.partition.root'] ? ' WITH (publish_via_partition_root = true)' : '';
  log.info(`Creating publication ${name}`, { mode });
  await session.query(`CREATE PUBLICATION ${quoteIdentifier(name)}${clauseOf(mode, tables)}${viaRoot}`);
};
