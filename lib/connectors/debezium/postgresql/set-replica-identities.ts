import type { Logger } from '../../../connect/logger.ts';
import { identifierOf } from '../table-id.ts';
import type { CatalogEntry } from './catalog.ts';
import { parseReplicaIdentities } from './replica-identity.ts';
import { quoteIdentifier, type Session } from './session.ts';

const LETTERS: Readonly<Record<string, string>> = { DEFAULT: 'd', FULL: 'f', NOTHING: 'n', INDEX: 'i' };

/** Sets the replica identities that `replica.identity.autoset.values` names, where they are not so already. */
export const setReplicaIdentities = async (
  session: Session,
  entries: readonly CatalogEntry[],
  setting: string | null,
  log: Logger,
): Promise<void> => {
  const wanted = parseReplicaIdentities(setting);
  for (const entry of entries) {
    const identity = wanted.find(({ matches }) => matches(identifierOf(entry)));
    if (identity === undefined) continue;
    const [row] = await session.query<{ identity: string }>(
      'SELECT relreplident AS identity FROM pg_class WHERE oid = $1::oid',
      [entry.oid],
    );
    if (row?.identity === LETTERS[identity.kind] && identity.kind !== 'INDEX') continue;
    const clause = identity.index === null ? identity.kind : `USING INDEX ${quoteIdentifier(identity.index)}`;
    log.info(`Setting the replica identity of ${identifierOf(entry)}`, { identity: clause });
    const table = `${quoteIdentifier(entry.schema)}.${quoteIdentifier(entry.table)}`;
    await session.query(`ALTER TABLE ${table} REPLICA IDENTITY ${clause}`);
  }
};
