/** A table as include lists, topics and signals name it. */
export interface TableId {
  readonly schema: string;
  readonly table: string;
}

/** `schema.table`; follows `io.debezium.relational.TableId.identifier`. */
export const identifierOf = ({ schema, table }: TableId): string => `${schema}.${table}`;
