import type { Password } from '../../connect/password.ts';
import type { Column, Raw, RawRow } from './column.ts';
import type { DateSettings } from './date-text.ts';
import type { Instant } from './instant.ts';
import type { JdbcUrl } from './jdbc-url.ts';
import type { TableId } from './table-id.ts';

export type Isolation = 'DEFAULT' | 'READ_UNCOMMITTED' | 'READ_COMMITTED' | 'REPEATABLE_READ' | 'SERIALIZABLE';

export interface SessionSettings {
  readonly url: JdbcUrl;
  readonly user: string | null;
  readonly password: Password | null;
  readonly isolation: Isolation;
  readonly dates: DateSettings;
  /** Whether SQLite's file is made if there is none. */
  readonly mayCreate: boolean;
}

/** Which tables to list; the patterns are those of SQL's LIKE, `null` for any. */
interface TableSearch {
  readonly catalogPattern: string | null;
  readonly schemaPattern: string | null;
  /** `TABLE`, `VIEW`, …, in capitals; what a database does not have finds nothing. */
  readonly types: readonly string[];
}

/** The rows of one running select, fetched as they are read. */
export interface Cursor {
  /** The next rows, at most that many; fewer only at the end. To give up the rest, close the session. */
  read(maxRows: number): Promise<RawRow[]>;
}

/** One connection. It runs one select at a time: nothing else may be asked while a cursor is open. */
export interface Session {
  /** The columns that a select returns, without running it. */
  describe(select: string): Promise<readonly Column[]>;
  tables(search: TableSearch): Promise<readonly TableId[]>;
  /** By the database's clock. */
  currentTime(): Promise<Instant>;
  /** How to write moments so that they compare with these columns of that select, the first that is not null. */
  timestampLiteral(columns: readonly Column[], select: string): Promise<(instant: Instant) => string>;
  /** Runs a select whose columns were described before. */
  open(select: string, columns: readonly Column[]): Promise<Cursor>;
  /**
   * Runs one statement. Parameters stand where {@link Dialect.placeholder} says, and are written so that nothing is rounded
   * on their way; a statement with parameters is prepared, and should come again.
   */
  execute(sql: string, parameters?: readonly (Raw | null)[]): Promise<RawRow[]>;
  /** Ends the connection, also one whose select hangs. Never throws. */
  close(): Promise<void>;
}

/**
 * What to make of a database's error: the table, or a column of it, is gone; a value cannot be stored; the same again would
 * fail again; or it may pass.
 */
export type Failure = 'missing-table' | 'data' | 'permanent' | 'passing';

/** What differs between databases. */
export interface Dialect {
  /** The character that quotes identifiers. */
  readonly quote: string;
  /** How a statement's parameter is written, counted from 1. */
  placeholder(position: number): string;
  connect(settings: SessionSettings): Promise<Session>;
  failureOf(error: unknown): Failure;
}
