import type { DateSettings } from '../date-text.ts';
import type { TableId } from '../table-id.ts';
import type { TimeZone } from '../time-zone.ts';
import type { TableNames } from './table-names.ts';

export type InsertMode = 'insert' | 'upsert' | 'update';
type PrimaryKeyMode = 'none' | 'kafka' | 'record_key' | 'record_value' | 'record_header';

/** What a configuration means, whichever product's keys it was written with. */
export interface SinkSettings {
  readonly connector: string;
  readonly insertMode: InsertMode;
  readonly pkMode: PrimaryKeyMode;
  readonly pkFields: readonly string[];
  /** Whether a field of the value becomes a column. */
  readonly includes: (topic: string, field: string) => boolean;
  readonly deleteEnabled: boolean;
  /** Debezium passes over tombstones where deletes are not enabled; Confluent refuses them. */
  readonly skipsTombstones: boolean;
  /** Whether a truncation of the source empties the table. */
  readonly truncateEnabled: boolean;
  readonly autoCreate: boolean;
  readonly autoEvolve: boolean;
  /** Topics whose tables must be there, or all that come; `null` where a table is asked for by its records only. */
  readonly requiredTables: { readonly topics: readonly string[]; readonly areAll: boolean } | null;
  /** Which values are envelopes of CloudEvents, by the name of their schema; `null` for none. */
  readonly cloudEvents: RegExp | null;
  readonly batchSize: number;
  readonly maxRetries: number;
  readonly retryBackoffMs: number;
  /** Keeps texts of the database, which may quote values, out of errors and logs. */
  readonly trimSensitive: boolean;
  readonly replaceNullWithDefault: boolean;
  /** Column of values that are plain strings. */
  readonly stringColumn: string;
  /** Fields that hold timestamps as numbers since the epoch. */
  readonly timestampFields: ReadonlySet<string>;
  /** Digits after the second of those numbers: 6 or 9. */
  readonly timestampDigits: number;
  /** Zone and calendar of Connect's timestamps. */
  readonly dates: DateSettings;
  /** Zone of Connect's dates. */
  readonly dateZone: TimeZone;
  /** Zone in which moments are read for columns without one. */
  readonly instantZone: TimeZone;
  readonly quoteMethod: 'always' | 'never';
  readonly tableNames: TableNames;
  /** Keeps the offsets under exactly-once. */
  readonly offsetsTable: TableId;
}
