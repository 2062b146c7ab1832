import { nameFilter, namePatterns } from './name-patterns.ts';
import { identifierOf, type TableId } from './table-id.ts';

export interface TableLists {
  readonly 'schema.include.list': readonly string[] | null;
  readonly 'schema.exclude.list': readonly string[] | null;
  readonly 'table.include.list': readonly string[] | null;
  readonly 'table.exclude.list': readonly string[] | null;
  readonly 'signal.data.collection': readonly string[] | null;
}

/**
 * Which tables are captured; follows `RelationalTableFilters`: the lists of schemas first, then those of tables; the table of
 * signals always is.
 */
export const createTableFilter = (lists: TableLists, isBuiltIn: (table: TableId) => boolean) => {
  const inSchemas = nameFilter(lists['schema.include.list'], lists['schema.exclude.list']);
  const inTables = nameFilter(lists['table.include.list'], lists['table.exclude.list']);
  const signals = new Set(lists['signal.data.collection'] ?? []);
  return (table: TableId): boolean => {
    const identifier = identifierOf(table);
    if (signals.has(identifier)) return true;
    return !isBuiltIn(table) && inSchemas(table.schema) && inTables(identifier);
  };
};

/** Tables whose rows a snapshot reads: all captured ones, or those that match a list too. The table of signals is none of them. */
export const snapshotFilter = (lists: {
  readonly 'snapshot.include.collection.list': readonly string[] | null;
  readonly 'signal.data.collection': readonly string[] | null;
}): ((table: TableId) => boolean) => {
  const included = lists['snapshot.include.collection.list'] ?? [];
  const matches = included.length === 0 ? () => true : namePatterns(included);
  const signals = new Set(lists['signal.data.collection'] ?? []);
  return (table) => {
    const identifier = identifierOf(table);
    return !signals.has(identifier) && matches(identifier);
  };
};
