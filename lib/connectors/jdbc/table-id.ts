/** A table as the database knows it; `null` where the database has no such level, or leaves it out. */
export interface TableId {
  readonly catalog: string | null;
  readonly schema: string | null;
  readonly name: string;
}

const parts = ({ catalog, schema, name }: TableId): readonly string[] =>
  [catalog, schema, name].filter((part) => part !== null);

/** `public.orders`: what include lists match, and what names the table in its source partition. */
export const qualifiedName = (table: TableId): string => parts(table).join('.');

/** Writes identifiers into SQL, quoted or as they are (`quote.sql.identifiers`). */
export interface Quoting {
  identifier(name: string): string;
  table(table: TableId): string;
}

/** @param quote the database's quote character; within a name it is doubled. */
export const createQuoting = (quote: string, method: 'always' | 'never'): Quoting => {
  const identifier = (name: string) =>
    method === 'never' ? name : `${quote}${name.replaceAll(quote, quote + quote)}${quote}`;
  return { identifier, table: (table) => parts(table).map(identifier).join('.') };
};
