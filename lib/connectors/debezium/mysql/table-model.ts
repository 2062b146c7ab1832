import type { TableId } from '../table-id.ts';

/** A column as DDL describes it; follows `io.debezium.relational.Column`. */
export interface ColumnModel {
  readonly name: string;
  /** As written, in upper case and with its attributes: `BIGINT UNSIGNED`, `DOUBLE PRECISION`, `ENUM`. */
  readonly typeName: string;
  /** Also the precision of numbers and the fraction digits of times. */
  readonly length: number | null;
  readonly scale: number | null;
  /** The server's name of it, resolved by column, table, database and server; `null` where there is none. */
  readonly charset: string | null;
  readonly optional: boolean;
  readonly autoIncremented: boolean;
  readonly generated: boolean;
  readonly hasDefault: boolean;
  /** The default's text without quotes; `null` for NULL and for what the server works out for each row. */
  readonly defaultExpression: string | null;
  /** Of ENUM and SET, without quotes. */
  readonly enumValues: readonly string[];
  readonly comment: string | null;
}

/** A table as DDL describes it; follows `io.debezium.relational.Table`. */
export interface TableModel {
  readonly id: TableId;
  /** In the order of the table, which is that of the row images of the binary log. */
  readonly columns: readonly ColumnModel[];
  /** The primary key's columns; where there is none, those of the first unique key that has no optional column. */
  readonly primaryKey: readonly string[];
  readonly defaultCharset: string | null;
  readonly comment: string | null;
}

/** All tables that are known, and what new ones inherit. Immutable: a statement makes another one. */
export interface SchemaModel {
  /** By `identifierOf`. */
  readonly tables: ReadonlyMap<string, TableModel>;
  readonly databaseCharsets: ReadonlyMap<string, string>;
  readonly serverCharset: string | null;
  /** Whether the server keeps the names of databases and tables in lower case (`lower_case_table_names`). */
  readonly lowerCaseNames: boolean;
}

/** What a statement did to a table; follows `io.debezium.relational.history.TableChanges.TableChange`. */
export interface TableChange {
  readonly type: 'CREATE' | 'ALTER' | 'DROP';
  readonly id: TableId;
  /** The name before, where the statement renamed it. */
  readonly previousId: TableId | null;
  /** The table as it is afterwards; `null` where it is gone. */
  readonly table: TableModel | null;
}

/** A server without tables. */
export const emptySchema = (facts: Pick<SchemaModel, 'serverCharset' | 'lowerCaseNames'>): SchemaModel => ({
  tables: new Map(),
  databaseCharsets: new Map(),
  ...facts,
});
