import type { TableId } from '../table-id.ts';
import type { RelationColumn } from './pgoutput.ts';
import type { Session } from './session.ts';
import type { PgType } from './types/resolve-type.ts';

/** What the catalog knows of a column beyond what the log says. */
export interface CatalogColumn extends Omit<RelationColumn, 'isKey'> {
  readonly optional: boolean;
  readonly defaultExpression: string | null;
  readonly comment: string | null;
}

export interface CatalogTable {
  readonly columns: readonly CatalogColumn[];
  /** The primary key's columns in its order; without one those of a unique index. */
  readonly keyColumns: readonly string[];
  /** The same where none of them may be null, else nothing: what rows can be read in order of. */
  readonly orderColumns: readonly string[];
}

const COLUMNS = `SELECT a.attname AS name, a.atttypid::int8::text AS "typeOid", a.atttypmod AS modifier,
    NOT (a.attnotnull OR (t.typtype = 'd' AND t.typnotnull)) AS optional,
    pg_get_expr(d.adbin, d.adrelid) AS "defaultExpression", col_description(a.attrelid, a.attnum) AS comment
  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped AND coalesce(to_jsonb(a)->>'attgenerated', '') = ''
  ORDER BY a.attnum`;

/** The primary key, or the first unique index that is on plain columns and holds all rows. */
const KEYS = `SELECT i.indisprimary AS "isPrimary", array_agg(a.attname::text ORDER BY k.place) AS columns,
    bool_and(a.attnotnull) AS "isNotNull"
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
  CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (attribute, place)
  JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attribute
  WHERE i.indrelid = $1::oid AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indisvalid
    AND k.place <= coalesce((to_jsonb(i)->>'indnkeyatts')::int, i.indnatts)
  GROUP BY i.indexrelid, i.indisprimary, c.relname
  ORDER BY i.indisprimary DESC, bool_and(a.attnotnull) DESC, c.relname LIMIT 1`;

interface KeyRow {
  readonly columns: readonly string[];
  readonly isNotNull: boolean;
}

type ColumnRow = Omit<CatalogColumn, 'typeOid'> & { readonly typeOid: string };

/** A table as it is now; no columns when it is gone. */
export const describeTable = async (session: Session, oid: number): Promise<CatalogTable> => {
  const columns = await session.query<ColumnRow>(COLUMNS, [oid]);
  const [key] = await session.query<KeyRow>(KEYS, [oid]);
  const keyColumns = key?.columns ?? [];
  return {
    columns: columns.map((column) => ({ ...column, typeOid: Number(column.typeOid) })),
    keyColumns,
    orderColumns: key?.isNotNull ? keyColumns : [],
  };
};

const TABLES = `SELECT c.oid::int8::text AS oid, n.nspname AS schema, c.relname AS table, c.relkind = 'p' AS "isPartitioned",
    EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indpred IS NULL
      AND i.indexprs IS NULL AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
        AND a.attnum = ANY (i.indkey::int2[]) AND NOT a.attnotnull)) AS "hasKey"
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND n.nspname !~ '^pg_temp'
    AND c.relpersistence = 'p' AND
    CASE WHEN $1 THEN c.relkind IN ('r', 'p') AND NOT c.relispartition ELSE c.relkind = 'r' END
  ORDER BY 2, 3`;

export interface CatalogEntry extends TableId {
  readonly oid: number;
  readonly isPartitioned: boolean;
  /** Whether its rows can be read in order of a key. */
  readonly hasKey: boolean;
}

/** Every table that can be captured; with `viaRoot` partitioned ones stand for their partitions. */
export const listTables = async (session: Session, viaRoot: boolean): Promise<readonly CatalogEntry[]> => {
  const rows = await session.query<Omit<CatalogEntry, 'oid'> & { readonly oid: string }>(TABLES, [viaRoot]);
  return rows.map((row) => ({ ...row, oid: Number(row.oid) }));
};

const COLUMN_TYPES = `SELECT a.attrelid::int8::text AS oid, a.attname AS name, a.atttypid::int8::text AS "typeOid", a.atttypmod AS modifier
  FROM pg_attribute a WHERE a.attrelid = ANY ($1::oid[]) AND a.attnum > 0 AND NOT a.attisdropped
    AND coalesce(to_jsonb(a)->>'attgenerated', '') = ''
  ORDER BY a.attrelid, a.attnum`;

/** The columns of tables, in one query; `table` is the table's number. */
export const columnTypes = async (
  session: Session,
  tables: readonly number[],
): Promise<ReadonlyArray<Pick<CatalogColumn, 'name' | 'typeOid' | 'modifier'> & { readonly table: number }>> => {
  const rows = await session.query<Pick<ColumnRow, 'name' | 'typeOid' | 'modifier'> & { readonly oid: string }>(
    COLUMN_TYPES,
    [tables],
  );
  return rows.map(({ oid, typeOid, ...row }) => ({ ...row, table: Number(oid), typeOid: Number(typeOid) }));
};

const TYPES = `SELECT t.oid::int8::text AS oid, t.typname AS name, t.typtype AS kind,
    (CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END)::int8::text AS element,
    t.typbasetype::int8::text AS base, t.typtypmod AS modifier,
    coalesce((SELECT array_agg(e.enumlabel::text ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid), '{}') AS labels
  FROM pg_type t WHERE t.oid = ANY ($1::oid[])`;

interface TypeRow {
  readonly oid: string;
  readonly name: string;
  readonly kind: string;
  readonly element: string;
  readonly base: string;
  readonly modifier: number;
  readonly labels: readonly string[];
}

/** The types of a database, each looked up once. */
export interface TypeCatalog {
  /** @returns the types by their numbers; one that was dropped is missing. */
  types(session: Session, oids: readonly number[]): Promise<ReadonlyMap<number, PgType>>;
  /** Enums may have got labels since. */
  forgetEnums(): void;
}

export const createTypeCatalog = (): TypeCatalog => {
  const known = new Map<number, PgType>();
  const isNew = (oid: number): boolean => oid !== 0 && !known.has(oid);
  const load = async (session: Session, oids: readonly number[]): Promise<void> => {
    const wanted = [...new Set(oids.filter(isNew))];
    if (wanted.length === 0) return;
    const rows = await session.query<TypeRow>(TYPES, [wanted]);
    await load(
      session,
      rows.flatMap(({ element, base }) => [Number(element), Number(base)]),
    );
    for (const { oid, element, base, modifier, ...facts } of rows) {
      const over = known.get(Number(base));
      known.set(Number(oid), {
        ...facts,
        oid: Number(oid),
        element: known.get(Number(element)) ?? null,
        base: over === undefined ? null : { type: over, modifier },
      });
    }
  };
  return {
    types: async (session, oids) => {
      await load(session, oids);
      return known;
    },
    forgetEnums: () => {
      for (const [oid, type] of known) if (type.kind === 'e' || type.element?.kind === 'e') known.delete(oid);
    },
  };
};
