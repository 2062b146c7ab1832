import type { TableId } from '../table-id.ts';
import { columnTypes, createTypeCatalog } from './catalog.ts';
import type { Session } from './session.ts';
import { columnLosses, type TableSettings } from './tables.ts';

/**
 * Looks at every captured column before anything is read or made, and tells of those that lose; tables that appear or change
 * later are looked at before their first row.
 *
 * @throws ConnectError where such columns are refused.
 */
export const reportLosses = async (
  session: Session,
  settings: TableSettings,
  entries: ReadonlyArray<TableId & { readonly oid: number }>,
): Promise<void> => {
  const byOid = new Map(entries.map((entry) => [entry.oid, entry]));
  const columns = await columnTypes(session, [...byOid.keys()]);
  const types = await createTypeCatalog().types(
    session,
    columns.map(({ typeOid }) => typeOid),
  );
  settings.losses.found(
    columns.flatMap((column) => {
      const id = byOid.get(column.table);
      return id === undefined ? [] : columnLosses(settings, id, column, types.get(column.typeOid));
    }),
  );
};
