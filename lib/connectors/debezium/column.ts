import type { Schema } from '../../connect/schema.ts';
import type { ConnectValue } from '../../connect/value.ts';

/**
 * A column as the shared parts see it, whatever the database: `Raw` is a value as its driver or its log gives it. A reader
 * turns one into a value of the schema; `null` and what was left out never reach it.
 */
export interface Column<Raw> {
  readonly name: string;
  /** The database's name of the type, for `column.propagate.source.type`. */
  readonly typeName: string;
  readonly length: number | null;
  readonly scale: number | null;
  readonly optional: boolean;
  /** Of the same kind as what `read` returns; `undefined` where there is none, or none that a schema can hold. */
  readonly defaultValue: ConnectValue | undefined;
  readonly comment: string | null;
  /** Whether it is of a character type: only these can be masked. */
  readonly isText: boolean;
  /** Neither optional nor with a default: those are the column's, not the type's. */
  readonly schema: Schema;
  /** What fills a field that may not be null where there is no value; the type's zero when absent. */
  readonly zero?: ConnectValue;
  read(raw: Raw): ConnectValue;
  /** The log left a value out, and none stands for it in events. */
  onUnavailable?(): void;
}

/** A table as the database describes it now. */
export interface Table<Raw> {
  /** In the order of its rows; `null` for one that events leave out. */
  readonly columns: ReadonlyArray<Column<Raw> | null>;
  /** Names of the primary key's columns, in the key's order; of a unique index where there is none. */
  readonly keyColumns: readonly string[];
}
