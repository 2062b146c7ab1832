import type { Column, Table } from '../column.ts';
import type { Loss, Losses, LossyColumn } from '../lossy-types.ts';
import { identifierOf, type TableId } from '../table-id.ts';
import { createTableSchema, type SchemaSettings, type TableSchema } from '../table-schema.ts';
import { type CatalogColumn, type CatalogTable, createTypeCatalog, describeTable } from './catalog.ts';
import type { RelationColumn, RelationMessage, Tuple } from './pgoutput.ts';
import type { Session } from './session.ts';
import { columnSize } from './types/column-size.ts';
import { defaultValueOf } from './types/default-value.ts';
import { UNCHANGED_VALUE } from './types/lossy-types.ts';
import { type PgType, resolveType, typeLosses } from './types/resolve-type.ts';
import { isTextType } from './types/scalar-types.ts';
import type { TypeSettings } from './types/value-type.ts';

/** A table as its rows are read, and what is asked of its rows besides. */
export interface KnownTable {
  readonly oid: number;
  readonly schema: TableSchema<string>;
  readonly columns: readonly string[];
  /** Columns that rows can be read in order of, with their types; none where the table has no key. */
  readonly order: ReadonlyArray<{ readonly name: string; readonly index: number; readonly typeOid: number }>;
  /** Whether old rows come whole. */
  readonly hasFullIdentity: boolean;
}

export interface TableSettings {
  readonly types: TypeSettings;
  readonly schemas: SchemaSettings;
  readonly includeComments: boolean;
  readonly losses: Losses;
}

export interface Tables {
  /** By the log's number for it. @throws when no relation message came before. */
  ofRelation(oid: number): KnownTable | undefined;
  /** Takes a table's new form from the log, and the rest of it from the catalog. */
  learn(session: Session, relation: RelationMessage): Promise<KnownTable>;
  /** A table as it is now, for a snapshot. */
  describe(session: Session, id: TableId & { readonly oid: number }): Promise<KnownTable>;
}

/** The base type's name, as the catalog has it. */
const plainName = (type: PgType): string => (type.base === null ? type.name : plainName(type.base.type));

/** What a column loses by its type; nothing where events leave it out as they were told to. */
export const columnLosses = (
  { types, schemas }: Pick<TableSettings, 'types' | 'schemas'>,
  id: TableId,
  { name, modifier }: Pick<RelationColumn, 'name' | 'modifier'>,
  type: PgType | undefined,
): readonly LossyColumn[] => {
  const column = `${identifierOf(id)}.${name}`;
  if (type === undefined || !schemas.isColumnIncluded(column)) return [];
  return typeLosses(type, types, modifier).map((loss) => ({ ...loss, column, typeName: type.name }));
};

export const createTables = ({ types, schemas, includeComments, losses }: TableSettings): Tables => {
  const catalog = createTypeCatalog();
  const byRelation = new Map<number, KnownTable>();
  const described = new Map<string, { readonly description: string; readonly table: KnownTable }>();

  const columnOf = (
    id: TableId,
    { name, modifier }: Pick<RelationColumn, 'name' | 'modifier'>,
    type: PgType | undefined,
    facts: CatalogColumn | undefined,
    moneyDigits: number,
  ): Column<string> | null => {
    const full = `${identifierOf(id)}.${name}`;
    if (type === undefined || !schemas.isColumnIncluded(full)) return null;
    const onLost = (loss: Loss, text: string): void =>
      losses.lost({ ...loss, column: full, typeName: type.name }, text);
    const resolved = resolveType(type, { ...types, moneyDigits, onLost }, modifier);
    if (resolved === undefined) return null;
    const baseName = plainName(type);
    const defaultExpression = facts?.defaultExpression ?? null;
    return {
      name,
      typeName: type.name,
      ...columnSize(type, modifier),
      optional: facts?.optional ?? true,
      defaultValue: defaultValueOf(defaultExpression, baseName, type.kind === 'e', resolved),
      comment: includeComments ? (facts?.comment ?? null) : null,
      isText: isTextType(baseName) || type.kind === 'e',
      onUnavailable: () => onLost(UNCHANGED_VALUE, 'that did not change'),
      ...resolved,
    };
  };

  const build = async (
    session: Session,
    id: TableId & { readonly oid: number },
    relation: ReadonlyArray<Pick<RelationColumn, 'name' | 'modifier' | 'typeOid'>>,
    { columns: facts, keyColumns, orderColumns }: CatalogTable,
  ): Promise<Omit<KnownTable, 'hasFullIdentity'>> => {
    const byOid = await catalog.types(
      session,
      relation.map(({ typeOid }) => typeOid),
    );
    losses.found(relation.flatMap((column) => columnLosses({ types, schemas }, id, column, byOid.get(column.typeOid))));
    const names = relation.map(({ name }) => name);
    const isHere = (name: string): boolean => names.includes(name);
    const table: Table<string> = {
      columns: relation.map((column) =>
        columnOf(
          id,
          column,
          byOid.get(column.typeOid),
          facts.find(({ name }) => name === column.name),
          session.moneyDigits,
        ),
      ),
      // The catalog may be ahead of the log: a key column "from the future" is none yet.
      keyColumns: keyColumns.filter(isHere),
    };
    const order = orderColumns.flatMap((name) => {
      const index = names.indexOf(name);
      return index < 0 ? [] : [{ name, index, typeOid: relation[index]?.typeOid ?? 0 }];
    });
    return {
      oid: id.oid,
      schema: createTableSchema(schemas, id, table),
      columns: names,
      order: order.length === orderColumns.length ? order : [],
    };
  };

  /** Schemas are compared by identity: a table that looks as before keeps its own. */
  const known = async (
    session: Session,
    id: TableId & { readonly oid: number },
    relation: ReadonlyArray<Pick<RelationColumn, 'name' | 'modifier' | 'typeOid'>>,
    facts: CatalogTable,
    hasFullIdentity: boolean,
  ): Promise<KnownTable> => {
    const plain = relation.map(({ name, modifier, typeOid }) => [name, modifier, typeOid]);
    const description = JSON.stringify([id.oid, identifierOf(id), plain, facts, hasFullIdentity]);
    const before = described.get(identifierOf(id));
    if (before?.description === description) return before.table;
    catalog.forgetEnums();
    const table = { ...(await build(session, id, relation, facts)), hasFullIdentity };
    described.set(identifierOf(id), { description, table });
    return table;
  };

  /** A dropped table's key is known from the log alone, unless the whole row is its identity. */
  const keyFromLog = ({ columns, replicaIdentity }: RelationMessage): readonly string[] =>
    replicaIdentity === 'f' ? [] : columns.filter(({ isKey }) => isKey).map(({ name }) => name);

  return {
    ofRelation: (oid) => byRelation.get(oid),
    learn: async (session, relation) => {
      const found = await describeTable(session, relation.oid);
      const facts = found.columns.length > 0 ? found : { ...found, keyColumns: keyFromLog(relation) };
      const table = await known(session, relation, relation.columns, facts, relation.replicaIdentity === 'f');
      byRelation.set(relation.oid, table);
      return table;
    },
    describe: async (session, id) => {
      const facts = await describeTable(session, id.oid);
      const before = described.get(identifierOf(id));
      return known(
        session,
        { oid: id.oid, schema: id.schema, table: id.table },
        facts.columns,
        facts,
        before?.table.hasFullIdentity ?? false,
      );
    },
  };
};

/** A row's place in its table's order, as one text; `undefined` where the row does not say. */
export const rowKey = ({ order }: KnownTable, row: Tuple): string | undefined => {
  const parts = order.map(({ index }) => row[index]);
  return parts.length === 0 || parts.some((part) => part === undefined || part === null)
    ? undefined
    : JSON.stringify(parts);
};
