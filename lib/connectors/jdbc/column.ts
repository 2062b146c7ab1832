/** A value as a driver hands it over: exact, nothing parsed that a double would round. */
export type Raw = string | number | bigint | Uint8Array;
export type RawRow = (Raw | null)[];

/** What a column holds, in the terms of the Connect data model; the dialects map their types to it. */
export type ColumnType =
  | { readonly kind: PlainKind }
  /** `wall`: a clock reading in `db.timezone`; `instant`: the database keeps the moment. */
  | { readonly kind: 'TIMESTAMP'; readonly clock: 'wall' | 'instant' }
  /** NUMERIC is subject to `numeric.mapping`, DECIMAL is not. `scale` is `null` when the type does not limit it. */
  | { readonly kind: 'NUMERIC' | 'DECIMAL'; readonly precision: number; readonly scale: number | null }
  | { readonly kind: 'ARRAY'; readonly element: ColumnType; readonly elements: (raw: Raw) => readonly (Raw | null)[] };

export type PlainKind =
  | 'BOOLEAN'
  | 'INT8'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'FLOAT32'
  | 'FLOAT64'
  | 'STRING'
  | 'BYTES'
  | 'DATE'
  | 'TIME';

/** One column of a select. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether null may occur; true also when the database cannot tell. */
  readonly nullable: boolean;
  readonly autoIncrement: boolean;
  /** Turns a value that the common readers of `type` don't understand into one they do, such as `\xdead` into bytes. */
  readonly prepare?: (raw: Raw) => Raw | null;
}
