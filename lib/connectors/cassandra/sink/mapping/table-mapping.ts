/** Where a column's value comes from. */
export type Source =
  /** A field of the record; `path` is empty for the key, the value or the header itself. */
  | { readonly kind: 'field'; readonly part: 'key' | 'value' | 'header'; readonly path: string }
  /** A time-based UUID, another one for every record. */
  | { readonly kind: 'now' };

export interface ColumnSource {
  readonly column: string;
  readonly source: Source;
}

/** Units of `java.util.concurrent.TimeUnit`, in nanoseconds. */
export const TIME_UNITS = {
  NANOSECONDS: 1n,
  MICROSECONDS: 1_000n,
  MILLISECONDS: 1_000_000n,
  SECONDS: 1_000_000_000n,
  MINUTES: 60_000_000_000n,
  HOURS: 3_600_000_000_000n,
  DAYS: 86_400_000_000_000n,
} as const;
export type TimeUnit = keyof typeof TIME_UNITS;

/** How strings are read where the column wants a number or a time; `topic.<topic>.codec.*`. */
export interface CodecSettings {
  readonly timeZone: string;
  readonly timestamp: string;
  readonly date: string;
  readonly time: string;
  /** What a number in a timestamp's place counts. */
  readonly unit: TimeUnit;
}

export const DEFAULT_CODEC: CodecSettings = {
  timeZone: 'UTC',
  timestamp: 'CQL_TIMESTAMP',
  date: 'ISO_LOCAL_DATE',
  time: 'ISO_LOCAL_TIME',
  unit: 'MILLISECONDS',
};

/** The driver's numbers of the consistency levels. */
export const CONSISTENCY_LEVELS = {
  ANY: 0,
  ONE: 1,
  TWO: 2,
  THREE: 3,
  QUORUM: 4,
  ALL: 5,
  LOCAL_QUORUM: 6,
  EACH_QUORUM: 7,
  SERIAL: 8,
  LOCAL_SERIAL: 9,
  LOCAL_ONE: 10,
} as const;
export type ConsistencyLevel = keyof typeof CONSISTENCY_LEVELS;

/** Which records become rows of which table, and how: what all three configuration languages are translated to. */
export interface TableMapping {
  readonly keyspace: string;
  readonly table: string;
  /** Whether a name that is not there as it is written may be there in lower case, as where CQL is not quoted. */
  readonly foldsCase: boolean;
  readonly columns: readonly ColumnSource[];
  /** Parts whose fields go to the columns of the same name, after {@link columns}; earlier parts win. */
  readonly wildcards: ReadonlyArray<'key' | 'value'>;
  readonly ttlSource: Source | null;
  readonly timestampSource: Source | null;
  /** For all rows, in seconds. */
  readonly ttlSeconds: number | null;
  readonly ttlUnit: TimeUnit;
  readonly timestampUnit: TimeUnit;
  readonly consistency: ConsistencyLevel;
  /** Whether null leaves a column as it is, rather than delete what it holds. */
  readonly nullToUnset: boolean;
  /** The same of columns that the record says nothing about; where it is false, every row has all columns. */
  readonly absentToUnset: boolean;
  /**
   * What deletes a row. `nulls`: a record that gives nothing but the primary key, where all columns are mapped. `tombstone`: a
   * record without a value, the primary key being its key. `none`: nothing; a tombstone is refused or, with `nulls`' mappings, a row
   * without values.
   */
  readonly deletes: 'nulls' | 'tombstone' | 'none' | 'refused';
  /** Columns that the record's key, or its fields, are in a tombstone; null takes them from fields of the same name. */
  readonly deleteKeys: readonly ColumnSource[] | null;
  readonly write: 'insert' | 'update';
  /** The user's own statement; the columns are then its named parameters. */
  readonly query: string | null;
  readonly codec: CodecSettings;
  readonly creates: { readonly keyspace: boolean; readonly table: boolean; readonly options: string };
}
