import type { RawRow } from '../raw-value.ts';

/** Where an event is, and when and by whom it was made. */
export interface EventHeader {
  readonly type: number;
  /** In seconds; 0 of events that the server makes up for the connection. */
  readonly seconds: number;
  readonly serverId: number;
  /** Where in its file it begins. */
  readonly start: number;
  /** Where the next one does; 0 of events that are in no file. */
  readonly end: number;
}

/** A table as the rows that follow are laid out. */
export interface TableMap {
  readonly id: number;
  readonly schema: string;
  readonly table: string;
  readonly columnCount: number;
}

export type RowsKind = 'insert' | 'update' | 'delete';

/** One changed row. */
export interface RowImages {
  readonly before: RawRow | null;
  readonly after: RawRow | null;
}

/** An event of the binary log, as far as a connector needs it. */
export type BinlogEvent = { readonly header: EventHeader } & (
  | { readonly kind: 'rotate'; readonly file: string; readonly position: number }
  | { readonly kind: 'gtid'; readonly gtid: string; readonly us: number | null; readonly begins: boolean }
  | { readonly kind: 'query'; readonly thread: number; readonly database: string; readonly sql: string }
  | { readonly kind: 'statement'; readonly sql: string }
  | { readonly kind: 'commit' }
  | { readonly kind: 'table'; readonly table: TableMap }
  | {
      readonly kind: 'rows';
      readonly change: RowsKind;
      readonly table: TableMap;
      rows(): readonly RowImages[];
    }
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'other' }
);
